using FlinkZk.Client;

namespace FlinkZk.Coordination;

/// <summary>
/// Judges what a change would make of the values, before it is sent. A change may not make anything worse: what did not fit before, because it was written past us or the schema was laid over it,
/// stands in the way of no other value.
/// </summary>
/// <param name="store">The configuration.</param>
/// <param name="edits">What is to change.</param>
internal sealed class SchemaCheck(ConfigurationStore store, IReadOnlyList<ConfigurationEdit> edits)
{
    private const int JobsAtOnce = 16;

    /// <summary>Checks them.</summary>
    /// <returns>What has to be in the transaction: that the schemas are still those.</returns>
    /// <exception cref="ConfigurationSchemaException">Something would not fit.</exception>
    public async Task<IReadOnlyList<ZkOperation>> RunAsync(CancellationToken cancellationToken)
    {
        var checks = new List<ZkOperation>();
        foreach (var chunk in (await ScopesAsync(cancellationToken).ConfigureAwait(false)).Chunk(JobsAtOnce))
            foreach (var check in await Task.WhenAll(chunk.Select(job => CheckAsync(job, cancellationToken))).ConfigureAwait(false))
                if (check is { } operation)
                    checks.Add(operation);
        return checks;
    }

    // A default holds for all jobs, so all that have a schema have to go on fitting it.
    private async Task<IEnumerable<string?>> ScopesAsync(CancellationToken cancellationToken)
    {
        var edited = edits.Select(edit => edit.Job).Distinct(StringComparer.Ordinal);
        return edits.Any(edit => edit.Job is null && edit.Key != ConfigurationSchema.Key)
            ? edited.Union(await ConfigurationSchema.ListAsync(store, cancellationToken).ConfigureAwait(false), StringComparer.Ordinal) : edited;
    }

    private async Task<ZkOperation?> CheckAsync(string? job, CancellationToken cancellationToken)
    {
        var stands = await ConfigurationSchema.ReadAsync(store, job, cancellationToken).ConfigureAwait(false);
        var change = edits.FirstOrDefault(edit => edit.Job == job && edit.Key == ConfigurationSchema.Key);
        var schema = change is null ? stands : change.Json is { } text ? new ConfigurationSchema(job, text, default, 0) : null;
        if (schema is null)
            return null;
        var judge = store.Judge ?? throw new ConfigurationSchemaException($"There is a schema for {(job is null ? "the defaults" : $"the values of job '{job}'")}, and nothing here that can judge by it. Nothing was changed.");
        if (change is not null && judge.FindProblem(schema.Text) is { } problem)
            throw ConfigurationSchemaException.OfSchema(problem);
        var before = await ValuesAsync(job, cancellationToken).ConfigureAwait(false);
        var after = Overlay(before, job);
        if (await schema.JudgeAsync(judge, after, cancellationToken).ConfigureAwait(false) is { Count: > 0 } violations)
        {
            var known = change is null ? await schema.JudgeAsync(judge, Merge(before), cancellationToken).ConfigureAwait(false) : [];
            if (violations.Except(known).ToArray() is { Length: > 0 } worse)
                throw new ConfigurationSchemaException(job, worse);
        }
        return change is null ? ZkOperation.Check(store.Paths.Schema(job), stands!.Version) : null;
    }

    private async Task<(Dictionary<string, string> Defaults, Dictionary<string, string> Own)> ValuesAsync(string? job, CancellationToken cancellationToken)
    {
        var snapshot = await store.ReadScopesAsync(job, cancellationToken).ConfigureAwait(false);
        if (snapshot.Failures is [var failure, ..])
            throw failure.Exception;
        return (Literals(snapshot.Defaults), Literals(snapshot.Own));
    }

    private Dictionary<string, string> Overlay((Dictionary<string, string> Defaults, Dictionary<string, string> Own) before, string? job) =>
        Merge((Edited(before.Defaults, null), job is null ? [] : Edited(before.Own, job)));

    private Dictionary<string, string> Edited(Dictionary<string, string> values, string? job)
    {
        values = new(values, StringComparer.Ordinal);
        foreach (var edit in edits.Where(edit => edit.Job == job && edit.Key != ConfigurationSchema.Key))
        {
            if (edit.Json is { } json)
                values[edit.Key] = json;
            else
                values.Remove(edit.Key);
        }
        return values;
    }

    private static Dictionary<string, string> Merge((Dictionary<string, string> Defaults, Dictionary<string, string> Own) values)
    {
        var merged = new Dictionary<string, string>(values.Defaults, StringComparer.Ordinal);
        foreach (var (key, json) in values.Own)
            merged[key] = json;
        return merged;
    }

    private static Dictionary<string, string> Literals(IReadOnlyDictionary<string, ConfigurationValue> values) =>
        values.ToDictionary(pair => pair.Key, pair => ConfigurationJson.Encode(pair.Value.Value, pair.Value.IsSecret), StringComparer.Ordinal);
}
