package dev.aquifer.platform.pool;

import dev.aquifer.platform.api.chip.ChipTypeView;
import dev.aquifer.platform.api.pool.PoolView;
import dev.aquifer.platform.chip.Chips;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// The pools, and which of their chips are held. All grants of one pool are made one after another.
@ApplicationScoped
public class Pools {
    private static final String POOLS = """
            select p.id, p.name, p.name_zh, c.name as cluster, p.chip_type, c.simulated,
                   count(pc.id) as capacity, count(pc.id) - count(h.chip_id) as free
            from pool p
            join cluster c on c.id = p.cluster_id
            left join pool_chip pc on pc.pool_id = p.id
            left join chip_hold h on h.chip_id = pc.id and upper_inf(h.held)
            where cast(:pool as uuid) is null or p.id = cast(:pool as uuid)
            group by p.id, p.name, p.name_zh, c.name, p.chip_type, c.simulated
            order by c.simulated, p.chip_type, p.id
            """;

    private final Session session;
    private final Chips chips;
    private final InstantSource clock;

    Pools(Session session, Chips chips, InstantSource clock) {
        this.session = session;
        this.chips = chips;
        this.clock = clock;
    }

    /// All pools, the real ones first, with what is free in them now.
    @Transactional
    public List<PoolView> list() {
        return pools(null);
    }

    @Transactional
    public Optional<PoolView> find(UUID pool) {
        return pools(pool).stream().findFirst();
    }

    /// Holds so many chips of the pool from now on, or none. The pool's row stays locked until the transaction ends.
    @Transactional(TxType.MANDATORY)
    public Hold hold(UUID pool, int count, UUID holder) {
        // A full pool is refused without standing in line for the lock: whoever is in line cannot make it emptier.
        List<Long> glimpse = free(pool, count, clock.instant());
        if (glimpse.size() < count) {
            return new Hold.TooFew(glimpse.size());
        }
        session.createNativeQuery("select id from pool where id = :pool for no key update", UUID.class)
                .setParameter("pool", pool)
                .getSingleResult();
        // The time is taken under the lock, so that nothing given back while we waited lies in its future.
        Instant now = clock.instant();
        List<Long> free = free(pool, count, now);
        if (free.size() < count) {
            return new Hold.TooFew(free.size());
        }
        for (Long chip : free) {
            session.createNativeMutationQuery(
                            "insert into chip_hold (holder, chip_id, held) values (:holder, :chip, tstzrange(:now, null))")
                    .setParameter("holder", holder)
                    .setParameter("chip", chip)
                    .setParameter("now", now)
                    .executeUpdate();
        }
        session.createNativeMutationQuery("update pool set grants = grants + 1 where id = :pool")
                .setParameter("pool", pool)
                .executeUpdate();
        return new Hold.Held(now);
    }

    /// Gives the holder's chips back at `until`, exclusive.
    @Transactional(TxType.MANDATORY)
    public void release(UUID holder, Instant until) {
        session.createNativeMutationQuery(
                        "update chip_hold set held = tstzrange(lower(held), :until) where holder = :holder and upper_inf(held)")
                .setParameter("holder", holder)
                .setParameter("until", until)
                .executeUpdate();
    }

    private List<Long> free(UUID pool, int atMost, Instant now) {
        return session.createNativeQuery("""
                        select pc.id from pool_chip pc
                        where pc.pool_id = :pool and not exists (
                            select from chip_hold h
                            where int8range(h.chip_id, h.chip_id, '[]') && int8range(pc.id, pc.id, '[]')
                              and h.held && tstzrange(:now, null))
                        order by pc.position limit :count
                        """, Long.class)
                .setParameter("pool", pool)
                .setParameter("now", now)
                .setParameter("count", atMost)
                .getResultList();
    }

    private List<PoolView> pools(@Nullable UUID pool) {
        return session
                .createNativeQuery(POOLS, Object[].class)
                .setParameter("pool", pool, UUID.class)
                .getResultList()
                .stream()
                .map(this::view)
                .toList();
    }

    private PoolView view(Object[] row) {
        ChipTypeView chip = chips.find((String) row[4]).orElseThrow();
        return new PoolView(
                (UUID) row[0],
                (String) row[1],
                (String) row[2],
                (String) row[3],
                chip.id(),
                named(chip),
                chip.origin(),
                (boolean) row[5],
                ((Number) row[6]).intValue(),
                ((Number) row[7]).intValue());
    }

    /// Maker and name; a word that ends the one and begins the other stands once: `Huawei Ascend 910B4`. This
    /// machine has no maker.
    private static String named(ChipTypeView chip) {
        if (chip.id().equals(Chips.LOCAL_CPU)) {
            return chip.name();
        }
        var family = chip.maker().substring(chip.maker().lastIndexOf(' ') + 1);
        return chip.name().startsWith(family + " ")
                ? chip.maker() + chip.name().substring(family.length())
                : chip.maker() + " " + chip.name();
    }
}
