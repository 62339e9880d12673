package dev.aquifer.console.part;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.Tag;
import tools.jackson.databind.node.ObjectNode;

/// A chart. Its option is what the ECharts documentation calls so, without colours: these come from the theme.
@Tag("aq-chart")
public class Chart extends Component implements HasSize {
    /// @param summary one sentence with the finding, for those who cannot see it
    public Chart(String summary) {
        getElement().setAttribute("role", "img");
        getElement().setAttribute("aria-label", summary);
    }

    public void draw(ObjectNode option) {
        getElement().setPropertyJson("option", option);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJavaScript("webjars/echarts/5.3.1/dist/echarts.min.js");
        event.getUI().getPage().addJavaScript("aq-chart.js");
    }
}
