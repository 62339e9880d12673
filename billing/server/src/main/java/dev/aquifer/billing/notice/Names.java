package dev.aquifer.billing.notice;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// The name service. Asked once for each attempt: what it says is checked, and connected to.
@Singleton
class Names {

    /// @return all addresses of the host, at least one
    List<InetAddress> of(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(host));
    }
}
