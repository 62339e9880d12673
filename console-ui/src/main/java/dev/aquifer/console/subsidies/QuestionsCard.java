package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.Ask;
import dev.aquifer.billing.api.subsidy.QuestionView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.ReasonDialog;
import dev.aquifer.console.part.Text;

/// What the assessor asked, and what the applicant answered.
public class QuestionsCard extends Card {
    /// For one who only reads.
    public QuestionsCard(ApplicationView application) {
        super(I18NProvider.translate("questions.title"));
        application.questions().forEach(question -> add(part(question)));
    }

    QuestionsCard(Calls calls, Billing billing, ApplicationView application, Runnable answered) {
        super(I18NProvider.translate("questions.title"));
        add(Text.note(getTranslation("questions.help")));
        for (var question : application.questions()) {
            var part = part(question);
            if (question.answer() == null) {
                var answer = Buttons.plain(
                        getTranslation("questions.answer"),
                        click -> new ReasonDialog(
                                        new ReasonDialog.Words(
                                                getTranslation("questions.answer"),
                                                question.text(),
                                                getTranslation("questions.yours"),
                                                getTranslation("questions.answer")),
                                        "text",
                                        calls,
                                        said -> billing.subsidies()
                                                .answer(application.id(), question.id(), new Ask(said)),
                                        answered)
                                .open());
                answer.setId("answer-" + question.id());
                part.add(answer);
            }
            add(part);
        }
    }

    private Div part(QuestionView question) {
        var formats = Formats.current();
        var asked = Text.paragraph(question.text());
        asked.addClassName("aq-strong");
        var part = new Div(asked, Text.note(question.askedBy() + " · " + formats.minute(question.askedAt())));
        part.addClassName("aq-requirement");
        if (question.answer() == null || question.answeredAt() == null) {
            part.add(new Div(Text.note(getTranslation("questions.open"))));
        } else {
            part.add(
                    Text.paragraph(question.answer()),
                    Text.note(question.answeredBy() + " · " + formats.minute(question.answeredAt())));
        }
        return part;
    }
}
