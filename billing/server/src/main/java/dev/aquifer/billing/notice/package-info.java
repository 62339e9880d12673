/// What an organisation is told, and how it gets there: console, e-mail, signed webhook. What is worth telling is
/// decided by the rooms that call [dev.aquifer.billing.notice.Notices].
@NullMarked
package dev.aquifer.billing.notice;

import org.jspecify.annotations.NullMarked;
