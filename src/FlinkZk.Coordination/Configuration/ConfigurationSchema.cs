using System.Text;
using System.Text.Json;

namespace FlinkZk.Coordination;

/// <summary>The JSON schema that is laid down for a job's values, or for the defaults.</summary>
/// <param name="Job">The job, whose effective values have to fit; null for the defaults alone.</param>
/// <param name="Text">The schema, as it lies there.</param>
/// <param name="Modified">When it was last changed, by the server's clock.</param>
/// <param name="Version">Of its node.</param>
public sealed record ConfigurationSchema(string? Job, string Text, DateTimeOffset Modified, int Version)
{
    /// <summary>
    /// What stands for a schema among keys: a schema is changed as a value is, by a revision with its history, and no value has this key. So whoever writes values by the revision that they were
    /// judged at cannot miss a schema that was changed meanwhile.
    /// </summary>
    public const string Key = "$schema";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A wish to lay one down, or (null) to take it away.</summary>
    /// <exception cref="ConfigurationSchemaException">It is no JSON.</exception>
    public static ConfigurationEdit Edit(string? job, string? schema)
    {
        try
        {
            // As history will hold it, so that what is restored is the same.
            return new(job, Key, schema is null ? null : ConfigurationJson.Encode(ConfigurationJson.ParseElement(schema)));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw ConfigurationSchemaException.OfSchema("it is no JSON.", e);
        }
    }

    /// <summary>The schema of a job, or of the defaults; null where there is none.</summary>
    public static async Task<ConfigurationSchema?> ReadAsync(ConfigurationStore store, string? job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return await store.TryReadAsync(store.Paths.Schema(job), cancellationToken).ConfigureAwait(false) is { } node
            ? new(job, Encoding.UTF8.GetString(node.Data ?? []), node.Stat.Modified, node.Stat.Version) : null;
    }

    /// <summary>The jobs that have one, sorted ordinally.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(ConfigurationStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return [.. (await store.ChildrenAsync(store.Paths.JobSchemas, cancellationToken).ConfigureAwait(false)).Order(StringComparer.Ordinal)];
    }

    /// <summary>In what values do not fit. Of secrets no word says what they are.</summary>
    /// <param name="judge">Who judges.</param>
    /// <param name="values">Keys and literals; secrets as they are stored.</param>
    /// <param name="cancellationToken">Ends the wait for the judgement.</param>
    /// <exception cref="ConfigurationSchemaException">It takes too long.</exception>
    public async Task<IReadOnlyList<SchemaViolation>> JudgeAsync(ISchemaJudge judge, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(judge);
        var secrets = values.Where(pair => ConfigurationJson.IsSecret(pair.Value)).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        var json = ConfigurationJsonFile.Write(values.Select(pair => KeyValuePair.Create(pair.Key, secrets.Contains(pair.Key) ? Unwrapped(pair.Value) : pair.Value)));
        try
        {
            // A pattern of somebody else's may take for ever with the text that it is asked about.
            var found = await Task.Run(() => judge.Judge(Text, json), CancellationToken.None).WaitAsync(Patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            return [.. found.Select(violation => secrets.Contains(violation.Key) ? violation.Masked() : violation)];
        }
        catch (TimeoutException e)
        {
            throw new ConfigurationSchemaException($"To judge {(Job is null ? "the defaults" : $"the values of job '{Job}'")} by their schema takes longer than {Patience.TotalSeconds:0} s: a pattern in it is too much. Nothing was changed.", e);
        }
    }

    private static string Unwrapped(string json) => ConfigurationJson.TryUnwrapSecret(ConfigurationJson.ParseElement(json), out var inner) ? ConfigurationJson.Encode(inner) : json;
}
