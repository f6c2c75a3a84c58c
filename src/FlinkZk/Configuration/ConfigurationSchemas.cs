using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>What cmdlets do with schemas.</summary>
internal static class ConfigurationSchemas
{
    /// <summary>The text of a schema as it is given: JSON, or a hashtable.</summary>
    public static string Text(object schema) => (schema is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : schema) switch
    {
        string text => text,
        _ => ConfigurationInput.Edit(null, ConfigurationSchema.Key, schema, secret: false).Json!,
    };

    /// <summary>Refuses a schema by which nothing can be judged.</summary>
    /// <exception cref="FlinkZkException">It is one.</exception>
    public static void CheckUsable(ZkSession session, string schema)
    {
        if (session.Configuration.Judge!.FindProblem(schema) is { } problem)
            throw new FlinkZkException("SchemaUnusable", ErrorCategory.InvalidData, $"This is no schema that can be used: {problem}", "Correct it: https://json-schema.org says what there is.");
    }

    /// <summary>The schemas of all jobs and, in front, of the defaults.</summary>
    public static async ValueTask<IReadOnlyList<ConfigurationSchema>> ReadAllAsync(ConfigurationStore store, CancellationToken cancellationToken)
    {
        var found = new List<ConfigurationSchema?> { await ConfigurationSchema.ReadAsync(store, null, cancellationToken).ConfigureAwait(false) };
        foreach (var chunk in (await ConfigurationSchema.ListAsync(store, cancellationToken).ConfigureAwait(false)).Chunk(64))
            found.AddRange(await Task.WhenAll(chunk.Select(job => ConfigurationSchema.ReadAsync(store, job, cancellationToken))).ConfigureAwait(false));
        return [.. found.OfType<ConfigurationSchema>()];
    }

    /// <summary>Those of a name or pattern; null is the defaults'. A pattern may fit none.</summary>
    /// <exception cref="FlinkZkException">There is none of this name.</exception>
    public static IReadOnlyList<ConfigurationSchema> Find(IReadOnlyList<ConfigurationSchema> all, string? name)
    {
        var wanted = name is null ? null : new NamePattern(name);
        var found = wanted is null ? [.. all.Where(schema => schema.Job is null)] : wanted.Among([.. all.Where(schema => schema.Job is not null)], schema => schema.Job!);
        return found.Count > 0 || wanted is { IsPattern: true } ? found : throw NotFound(wanted?.Name);
    }

    /// <summary>There is none.</summary>
    public static FlinkZkException NotFound(string? job) => new("SchemaNotFound", ErrorCategory.ObjectNotFound, $"No schema is laid down for {(job is null ? "the defaults" : $"job '{job}'")}.",
        "Set-ZkConfigSchema lays one down; Get-ZkConfigSchema lists them. Names are case-sensitive.");
}
