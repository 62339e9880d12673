package dev.aquifer.billing.notice;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps webhooks outside the house: only http and https, only to addresses of the public internet. A name is looked
/// up once, and the connection goes to the address that was looked at, so a name that changes its mind in between
/// gains nothing.
final class Addresses {

    /// Why a URL is refused.
    static final class Refused extends Exception {
        Refused(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /// Where to connect to, and under which name.
    record Target(InetAddress address, String host, int port, boolean secure, String path) {}

    private Addresses() {}

    /// What can be said without a look at the name service.
    static URI checked(String url, boolean privateToo) throws Refused {
        URI uri = parsed(url);
        @Nullable String scheme = uri.getScheme();
        if (scheme == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new Refused("url must begin with https:// or http://");
        }
        @Nullable String host = uri.getHost();
        if (host == null || host.isEmpty() || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new Refused("url must name a host, and hold neither a user nor a fragment");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new Refused("url has no such port");
        }
        if (!privateToo) {
            Optional<InetAddress> literal = literal(host);
            if (host.toLowerCase(Locale.ROOT).equals("localhost")
                    || literal.filter(address -> !isPublic(address)).isPresent()) {
                throw new Refused("url leads into a private network");
            }
        }
        return uri;
    }

    /// Looks the name up.
    static Target resolved(String url, boolean privateToo, Names names) throws Refused {
        URI uri = checked(url, privateToo);
        String host = bare(String.valueOf(uri.getHost()));
        boolean secure = "https".equals(uri.getScheme());
        InetAddress chosen;
        try {
            List<InetAddress> all = names.of(host);
            for (InetAddress address : all) {
                if (!privateToo && !isPublic(address)) {
                    throw new Refused("the host's address lies in a private network");
                }
            }
            chosen = all.getFirst();
        } catch (UnknownHostException _) {
            throw new Refused("there is no host of this name");
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new Target(
                chosen,
                host,
                uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80,
                secure,
                uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    /// Whether an address belongs to the public internet: not loopback, link, private, shared (100.64/10), benchmark,
    /// multicast, documentation, reserved, nor one that hides another (NAT64, 6to4, Teredo).
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (address instanceof Inet6Address) {
            boolean global = (first & 0xE0) == 0x20;
            boolean teredo = first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0;
            boolean sixToFour = first == 0x20 && second == 0x02;
            boolean documentation = first == 0x20 && second == 0x01 && bytes[2] == 0x0D && (bytes[3] & 0xFF) == 0xB8;
            return global && !teredo && !sixToFour && !documentation;
        }
        return !(first == 0
                || first >= 240
                || (first == 100 && second >= 64 && second < 128)
                || (first == 192 && second == 0 && (bytes[2] == 0 || bytes[2] == 2))
                || (first == 198 && second == 51 && bytes[2] == 100)
                || (first == 203 && second == 0 && bytes[2] == 113)
                || (first == 198 && (second == 18 || second == 19)));
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(bare(host)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static URI parsed(String url) throws Refused {
        try {
            return new URI(url.strip());
        } catch (URISyntaxException _) {
            throw new Refused("url is not a URL");
        }
    }
}
