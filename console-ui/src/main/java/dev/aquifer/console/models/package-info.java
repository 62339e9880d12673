/// The catalogue of models, own uploads, and on which chips a model runs. Putting one into service is the area
/// deployments.
@NullMarked
package dev.aquifer.console.models;

import org.jspecify.annotations.NullMarked;
