/// Numbers, money, units and times as people read them, in Chinese and English. It never computes an amount: it
/// writes what the servers say.
@NullMarked
package dev.aquifer.console.format;

import org.jspecify.annotations.NullMarked;
