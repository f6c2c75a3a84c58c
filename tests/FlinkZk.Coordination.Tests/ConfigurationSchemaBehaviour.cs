using System.Text;
using FlinkZk.Testing;

namespace FlinkZk.Coordination.Tests;

/// <summary>Values that have to fit a schema, on whichever server. The judge here knows one rule: "max" of a schema, for each number.</summary>
public abstract class ConfigurationSchemaBehaviour(TestServer server) : ServerTests(server)
{
    private static readonly ClusterPaths Paths = new();

    [Fact]
    public async Task A_value_that_does_not_fit_is_refused_by_whatever_change_and_nothing_of_it_is_made()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths) { Judge = new MaxJudge() };
        await store.SetSchemaAsync("orders", "{\"max\":10}", reason: "limits", cancellationToken: Stop);
        await SetAsync(store, "orders", ("limit", 10));
        var refused = await Assert.ThrowsAsync<ConfigurationSchemaException>(() => store.ChangeAsync([ConfigurationEdit.Set("orders", "limit", 11), ConfigurationEdit.Set("billing", "other", 1)], cancellationToken: Stop));
        Assert.Equal(("orders", "limit"), (refused.Job, Assert.Single(refused.Violations).Key));
        // A default holds for the job as well, unless it has a value of its own.
        Assert.Equal("orders", (await Assert.ThrowsAsync<ConfigurationSchemaException>(() => SetAsync(store, null, ("retries", 11)))).Job);
        await SetAsync(store, null, ("limit", 11));
        // With the job's own value away, the default would show.
        await Assert.ThrowsAsync<ConfigurationSchemaException>(() => store.ChangeAsync([ConfigurationEdit.Remove("orders", "limit")], cancellationToken: Stop));
        var snapshot = await store.ReadAsync("orders", Stop);
        Assert.Equal((3, 10L), (snapshot.Revision, snapshot.Own["limit"].Value));
        Assert.Equal("limits", (await store.ReadRevisionAsync(1, Stop))!.Reason);
    }

    [Fact]
    public async Task What_did_not_fit_before_is_in_nobodys_way_and_may_not_get_worse()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths) { Judge = new MaxJudge() };
        await SetAsync(store, "orders", ("limit", 100));
        await Assert.ThrowsAsync<ConfigurationSchemaException>(() => store.SetSchemaAsync("orders", "{\"max\":10}", cancellationToken: Stop));
        await store.SetSchemaAsync("orders", "{\"max\":10}", force: true, cancellationToken: Stop);
        await SetAsync(store, "orders", ("other", 1));
        await SetAsync(store, null, ("retries", 1));
        await Assert.ThrowsAsync<ConfigurationSchemaException>(() => SetAsync(store, "orders", ("limit", 101)));
        await SetAsync(store, "orders", ("limit", 9));
        await Assert.ThrowsAsync<ConfigurationSchemaException>(() => SetAsync(store, "orders", ("limit", 100)));
    }

    [Fact]
    public async Task A_schema_that_is_laid_down_between_check_and_write_judges_the_write()
    {
        await using var client = await ConnectAsync();
        await using var other = await ConnectAsync();
        var laying = new ConfigurationStore(other, Paths) { Judge = new MaxJudge() };
        await laying.SetSchemaAsync("orders", "{\"max\":100}", cancellationToken: Stop);
        var judge = new MaxJudge();
        // What is written was judged by the first schema, and is sent after the second has come.
        judge.Meanwhile = () => laying.SetSchemaAsync("orders", "{\"max\":10}", cancellationToken: Stop).GetAwaiter().GetResult();
        var store = new ConfigurationStore(client, Paths) { Judge = judge };
        await Assert.ThrowsAsync<ConfigurationSchemaException>(() => SetAsync(store, "orders", ("limit", 50)));
        Assert.Empty((await store.ReadAsync("orders", Stop)).Own);
        // Past the configuration as well, without a revision.
        judge.Meanwhile = () => other.SetDataAsync(Paths.Schema("orders"), Encoding.UTF8.GetBytes("{\"max\":1}"), cancellationToken: Stop).AsTask().GetAwaiter().GetResult();
        await Assert.ThrowsAsync<ConfigurationSchemaException>(() => SetAsync(store, "orders", ("limit", 5)));
    }

    [Fact]
    public async Task A_schema_is_restored_and_is_no_value()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths) { Judge = new MaxJudge() };
        await store.SetSchemaAsync("orders", "{ \"max\": 10 }", cancellationToken: Stop);
        await store.SetSchemaAsync("orders", null, cancellationToken: Stop);
        await SetAsync(store, "orders", ("limit", 5));
        Assert.Null(await ConfigurationSchema.ReadAsync(store, "orders", Stop));
        Assert.Equal("limit", Assert.Single((await ConfigurationState.ReadAsync(store, "orders", 3, Stop)).Values).Key);
        Assert.Empty((await ConfigurationState.ReadAsync(store, "orders", 1, Stop)).Values);

        var past = await ConfigurationPast.ReadAsync(store, 1, Stop);
        await store.ChangeAsync([.. past.Changes.Select(change => new ConfigurationEdit(change.Job, change.Key, change.To))], past.Current, cancellationToken: Stop);
        Assert.Equal("{\"max\":10}", (await ConfigurationSchema.ReadAsync(store, "orders", Stop))!.Text);
        Assert.Equal(["orders"], await ConfigurationSchema.ListAsync(store, Stop));
        Assert.Empty((await store.ReadAsync("orders", Stop)).Own);
        await Assert.ThrowsAsync<ConfigurationKeyNotFoundException>(() => store.SetSchemaAsync("none", null, cancellationToken: Stop));
    }

    [Fact]
    public async Task Who_cannot_judge_changes_nothing_that_has_a_schema()
    {
        await using var client = await ConnectAsync();
        await new ConfigurationStore(client, Paths) { Judge = new MaxJudge() }.SetSchemaAsync("orders", "{\"max\":10}", cancellationToken: Stop);
        var store = new ConfigurationStore(client, Paths);
        await Assert.ThrowsAsync<ConfigurationSchemaException>(() => SetAsync(store, "orders", ("limit", 1)));
        await SetAsync(store, "billing", ("limit", 1));
    }

    [Fact]
    public async Task Of_a_secret_no_word_says_what_it_is()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths) { Judge = new MaxJudge() };
        await store.SetSchemaAsync("orders", "{\"max\":10}", cancellationToken: Stop);
        var refused = await Assert.ThrowsAsync<ConfigurationSchemaException>(() => store.ChangeAsync([ConfigurationEdit.Set("orders", "pin", 4711, secret: true)], cancellationToken: Stop));
        Assert.DoesNotContain("4711", refused.Message, StringComparison.Ordinal);
        Assert.Contains("pin", refused.Message, StringComparison.Ordinal);
    }

    private static Task<ConfigurationRevision> SetAsync(ConfigurationStore store, string? job, params (string Key, object Value)[] values) =>
        store.ChangeAsync([.. values.Select(pair => ConfigurationEdit.Set(job, pair.Key, pair.Value))], cancellationToken: Stop);

    private sealed class MaxJudge : ISchemaJudge
    {
        public Action? Meanwhile { get; set; }

        public string? FindProblem(string schema) => null;

        public IReadOnlyList<SchemaViolation> Judge(string schema, string values)
        {
            var max = (long)((Dictionary<string, object?>)ConfigurationJson.Decode(schema)!)["max"]!;
            var found = ((Dictionary<string, object?>)ConfigurationJson.Decode(values)!).Where(pair => pair.Value is long number && number > max)
                .Select(pair => new SchemaViolation($"/{pair.Key}", "max", $"{pair.Value} is more than {max}.")).ToArray();
            var act = Meanwhile;
            Meanwhile = null;
            act?.Invoke();
            return found;
        }
    }
}
