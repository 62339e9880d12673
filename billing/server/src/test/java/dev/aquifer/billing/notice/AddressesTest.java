package dev.aquifer.billing.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where webhooks may go, how they are signed, how long they wait.
class AddressesTest {

    @Test
    void private_shared_and_reserved_addresses_are_not_public() throws UnknownHostException {
        for (String address : List.of(
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                InetAddress.getByAddress(new byte[4]).getHostAddress(),
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "fc00::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "192.0.2.1",
                "198.51.100.1",
                "203.0.113.1",
                "2001:db8::1",
                "2001:0::1")) {
            assertThat(Addresses.isPublic(InetAddress.ofLiteral(address)))
                    .as(address)
                    .isFalse();
        }
        for (String address : List.of("1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "203.119.1.1")) {
            assertThat(Addresses.isPublic(InetAddress.ofLiteral(address)))
                    .as(address)
                    .isTrue();
        }
    }

    @Test
    void only_http_to_a_named_host_is_taken() {
        for (String url : List.of(
                "ftp://tern.example/",
                "file:///etc/passwd",
                "gopher://1.1.1.1",
                "javascript:alert(1)",
                "http:///x",
                "//x",
                "https://user:pass@tern.example/",
                "https://tern.example/#x",
                "http://[::1]:8080/",
                "http://127.0.0.1/",
                "http://localhost/x",
                "http://10.0.0.1/",
                "http://tern.example:0/",
                "not a url")) {
            assertThatThrownBy(() -> Addresses.checked(url, false)).as(url).isInstanceOf(Addresses.Refused.class);
        }
        assertThatCode(() -> Addresses.checked("https://tern.example:8443/hook?a=b", false))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Addresses.resolved("http://127.0.0.1:1/", false, new Names()))
                .isInstanceOf(Addresses.Refused.class);
    }

    @Test
    void a_signature_covers_time_and_body() {
        String signature = Signature.of("aqwh_secret", 1_764_000_000L, "{}");

        // Made with: printf '1764000000.{}' | openssl dgst -sha256 -hmac aqwh_secret
        assertThat(signature).isEqualTo("v1=ed30bae7ab3c7136b138084315e75d613dd05cb05c1ba0689567815bca8384d3");
        assertThat(Signature.of("aqwh_secret", 1_764_000_001L, "{}")).isNotEqualTo(signature);
        assertThat(Signature.of("aqwh_other", 1_764_000_000L, "{}")).isNotEqualTo(signature);
        assertThat(Signature.newSecret()).startsWith("aqwh_").hasSize(48).isNotEqualTo(Signature.newSecret());
    }

    @Test
    void waits_double_up_to_the_longest_give_or_take_a_quarter() {
        Duration first = Duration.ofSeconds(30);
        Duration longest = Duration.ofHours(2);

        assertThat(Backoff.after(1, first, longest, 500)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Backoff.after(3, first, longest, 500)).isEqualTo(Duration.ofMinutes(2));
        assertThat(Backoff.after(3, first, longest, 0)).isEqualTo(Duration.ofSeconds(90));
        assertThat(Backoff.after(3, first, longest, 1_000)).isEqualTo(Duration.ofSeconds(150));
        assertThat(Backoff.after(100, first, longest, 500)).isEqualTo(longest);
    }
}
