/// What an organisation is told, and by which ways: console, e-mail, webhook.
@NullMarked
package dev.aquifer.billing.api.notice;

import org.jspecify.annotations.NullMarked;
