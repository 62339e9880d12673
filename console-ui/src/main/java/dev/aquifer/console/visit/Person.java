package dev.aquifer.console.visit;

/// Who is signed in, as the sign-in server says.
///
/// @param subject the person's lasting id
/// @param operator, @param assessor roles of the realm, not of an organisation
public record Person(String subject, String name, String email, boolean operator, boolean assessor) {}
