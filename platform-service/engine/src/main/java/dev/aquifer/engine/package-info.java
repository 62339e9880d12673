/// The engine for machines without an accelerator: one process serves one model on one port by OpenAI's inference
/// API. No keys of tenants, no prices, no routing live here: the gateway stands in front and knows them.
@NullMarked
package dev.aquifer.engine;

import org.jspecify.annotations.NullMarked;
