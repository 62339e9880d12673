package dev.aquifer.platform.api.organisation;

/// The first steps of an organisation, in the order of the checklist on the console's first page.
public enum Step {
    TRY_NOW,
    MAKE_KEY,
    SEND_REQUEST,
    DEPLOY_MODEL,
    SEE_BILL
}
