/// Chat templates: the part of Jinja that the templates inside of model files use, as Hugging Face and llama.cpp
/// render them. Nothing here knows of models, tokens or HTTP; a template is a stranger's program, so every run has
/// bounds.
@NullMarked
package dev.aquifer.engine.template;

import org.jspecify.annotations.NullMarked;
