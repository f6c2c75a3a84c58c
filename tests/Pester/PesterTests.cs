namespace FlinkZk.Pester.Tests;

/// <summary>Each <c>It</c> of the Pester files is a row of the results.</summary>
public sealed class PesterTests
{
    public static async Task<IReadOnlyCollection<TheoryDataRow<string, string>>> Rows()
    {
        var rows = new List<TheoryDataRow<string, string>>();
        foreach (var file in PesterFile.All)
        {
            foreach (var row in await file.RunAsync())
            {
                rows.Add(new(row.Outcome, row.Message ?? "")
                {
                    TestDisplayName = $"{row.File}: {row.Name}",
                    Skip = row.Outcome == "Skipped" ? row.Message ?? "skipped" : null,
                });
            }
        }
        return rows;
    }

    // Not enumerated at discovery: the rows are known when the files have run.
    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void It(string outcome, string message) => Assert.True(outcome == "Passed", $"{outcome}. {message}");
}
