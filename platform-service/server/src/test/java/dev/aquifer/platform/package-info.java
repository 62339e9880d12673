/// What the tests of all features share: the real servers, people with signed tokens, and the rules of the house.
/// Tests of one feature sit in its package.
@NullMarked
package dev.aquifer.platform;

import org.jspecify.annotations.NullMarked;
