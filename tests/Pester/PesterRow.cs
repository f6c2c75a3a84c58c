namespace FlinkZk.Pester.Tests;

/// <summary>One <c>It</c> of a Pester file and how it ended.</summary>
/// <param name="File">The file without its ending.</param>
/// <param name="Name">Describe, Context and It in one line.</param>
/// <param name="Outcome">Passed, Skipped, or anything else.</param>
/// <param name="Message">Why it was skipped or failed.</param>
internal sealed record PesterRow(string File, string Name, string Outcome, string? Message);
