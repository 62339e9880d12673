package dev.aquifer.billing.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.price.BookOrder.Stretch;
import dev.aquifer.billing.problem.Problems.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// No gap and no overlap among public books, no overlap among an organisation's contracts.
class BookOrderTest {

    private static final Instant NOW = day(1);
    private static final Stretch OPEN = new Stretch("A", Instant.EPOCH, null);

    @Test
    void a_successor_ends_an_open_book() {
        assertThat(fault(false, draft(5, null), OPEN)).isEmpty();
    }

    @Test
    void a_book_begins_in_the_future() {
        assertThat(field(fault(false, new Stretch("B", NOW.plusSeconds(59), null), OPEN)))
                .isEqualTo("from");
        assertThat(fault(false, new Stretch("B", NOW.plusSeconds(60), null), OPEN))
                .isEmpty();
    }

    @Test
    void a_public_book_with_an_end_and_nothing_after_it_leaves_a_gap() {
        assertThat(fault(false, draft(5, 9), OPEN)).hasValueSatisfying(fault -> {
            assertThat(fault.field()).isEqualTo("until");
            assertThat(fault.message()).startsWith("leaves a gap");
        });
    }

    @Test
    void a_book_between_two_ends_exactly_where_the_next_begins() {
        Stretch later = draft(9, null);

        assertThat(fault(false, draft(5, 9), OPEN, later)).isEmpty();
        assertThat(field(fault(false, draft(5, 8), OPEN, later))).isEqualTo("until");
        assertThat(field(fault(false, draft(5, 10), OPEN, later))).isEqualTo("until");
        assertThat(field(fault(false, draft(5, null), OPEN, later))).isEqualTo("until");
        assertThat(field(fault(false, draft(9, null), OPEN, later))).isEqualTo("from");
    }

    @Test
    void contracts_may_leave_a_gap_and_never_overlap() {
        Stretch first = draft(3, 6);

        assertThat(fault(true, draft(8, 12), first)).isEmpty();
        assertThat(fault(true, draft(6, null), first)).isEmpty();
        assertThat(field(fault(true, draft(5, 12), first))).isEqualTo("from");
        assertThat(field(fault(true, draft(2, 4), first))).isEqualTo("until");
        assertThat(fault(true, draft(2, 3), first)).isEmpty();
    }

    private static Optional<Violation> fault(boolean contract, Stretch draft, Stretch... published) {
        return BookOrder.fault(draft, contract, List.of(published), NOW);
    }

    private static String field(Optional<Violation> fault) {
        return fault.orElseThrow().field();
    }

    private static Stretch draft(int from, @Nullable Integer until) {
        return new Stretch("B" + from, day(from), until == null ? null : day(until));
    }

    private static Instant day(int day) {
        return Instant.parse("2027-01-01T00:00:00Z").plusSeconds(86_400L * day);
    }
}
