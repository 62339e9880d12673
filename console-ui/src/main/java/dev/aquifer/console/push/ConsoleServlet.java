package dev.aquifer.console.push;

import com.vaadin.quarkus.QuarkusVaadinServlet;
import jakarta.servlet.annotation.WebInitParam;
import jakarta.servlet.annotation.WebServlet;
import org.atmosphere.cpr.ApplicationConfig;

/// Vaadin's servlet, with push connections that open aside.
@WebServlet(
        urlPatterns = "/*",
        asyncSupported = true,
        loadOnStartup = 1,
        initParams =
                @WebInitParam(
                        name = ApplicationConfig.WEBSOCKET_PROCESSOR,
                        value = "dev.aquifer.console.push.PushConnections"))
public class ConsoleServlet extends QuarkusVaadinServlet {}
