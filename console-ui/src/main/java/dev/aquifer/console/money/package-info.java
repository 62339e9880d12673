/// An organisation's money: balance, transfers, payments, refunds, and its book; and the parts of it that operators'
/// pages show, too. Bills have their own room.
@NullMarked
package dev.aquifer.console.money;

import org.jspecify.annotations.NullMarked;
