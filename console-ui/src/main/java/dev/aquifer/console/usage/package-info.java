/// Where usage and its cost go: split, narrowed down, exported; and days that stand out. What it costs is computed by
/// billing, never here.
@NullMarked
package dev.aquifer.console.usage;

import org.jspecify.annotations.NullMarked;
