package dev.aquifer.console.home;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.visit.Person;

/// Where the work of an operator or assessor is.
class WorkPlaces extends Div {
    WorkPlaces(Person person) {
        addClassName("aq-tiles");
        if (person.assessor()) {
            tile("assess", "assess");
        }
        if (person.operator()) {
            tile("operator/pools", "operator.pools");
            tile("operator/prices", "operator.prices");
            tile("operator/tenants", "operator.tenants");
            tile("operator/quarantine", "operator.quarantine");
        }
    }

    private void tile(String path, String key) {
        add(new Card(
                getTranslation("nav." + key),
                new Paragraph(getTranslation("work." + key)),
                Links.button(getTranslation("open"), path)));
    }
}
