using System.Management.Automation;
using System.Runtime.ExceptionServices;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Finds the jobs that a parameter names.</summary>
internal static class JobNames
{
    /// <summary>Those that have configuration values or a lock. Where one of the two may not be listed, those of the other.</summary>
    public static async ValueTask<IReadOnlyList<string>> KnownAsync(ZkSession session, CancellationToken cancellationToken)
    {
        var (configured, failure) = await OneNode.TryAsync(session.Configuration.GetJobsAsync(cancellationToken), []).ConfigureAwait(false);
        var (locked, second) = await OneNode.TryAsync(LockedJobs.ListAsync(session, history: false, cancellationToken).AsTask(), []).ConfigureAwait(false);
        if (failure is not null && second is not null)
            ExceptionDispatchInfo.Throw(failure);
        return [.. configured.Union(locked, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The jobs of a name or pattern; a pattern may fit none.</summary>
    /// <exception cref="FlinkZkException">There is no job of this name.</exception>
    public static async ValueTask<IReadOnlyList<string>> FindAsync(ZkSession session, string name, CancellationToken cancellationToken)
    {
        var wanted = new NamePattern(name);
        if (!wanted.IsPattern)
            EntityName.Validate(wanted.Name, "job");
        var found = wanted.Among(await KnownAsync(session, cancellationToken).ConfigureAwait(false), job => job);
        return found.Count > 0 || wanted.IsPattern ? found : throw NotFound(wanted.Name);
    }

    /// <summary>What a parameter names for which no job, an empty text of a CSV file, and null stand for the defaults.</summary>
    public static IReadOnlyList<string?> OrDefaults(string?[]? names) =>
        names is null or [] ? [null] : Array.ConvertAll(names, static name => string.IsNullOrEmpty(name) ? null : name);

    /// <summary>As <see cref="FindAsync"/>; null stays null.</summary>
    public static async ValueTask<IReadOnlyList<string?>> FindOrDefaultsAsync(ZkSession session, string? name, CancellationToken cancellationToken)
    {
        if (name is null)
            return [null];
        return await FindAsync(session, name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The jobs whose values are to be set: one that does not exist yet is made, but not one that is called like a pattern. Null stays null.</summary>
    /// <exception cref="FlinkZkException">The pattern fits none.</exception>
    public static async ValueTask<IReadOnlyList<string?>> FindForChangeAsync(ZkSession session, string? name, CancellationToken cancellationToken)
    {
        if (name is null)
            return [null];
        var wanted = new NamePattern(name);
        if (!wanted.IsPattern)
            return [wanted.Name];
        var found = wanted.Among(await KnownAsync(session, cancellationToken).ConfigureAwait(false), job => job);
        return found.Count > 0 ? found : throw new FlinkZkException(
            "JobNotFound", ErrorCategory.ObjectNotFound, $"No job fits '{name}'.", "Get-ZkConfig lists them. A job whose name really has such a character is written with a backtick: '`*'.");
    }

    private static FlinkZkException NotFound(string name) => new(
        "JobNotFound", ErrorCategory.ObjectNotFound, $"There is no job '{name}': it has neither configuration values nor a lock.",
        $"Names are case-sensitive; Get-ZkConfig lists them. 'Get-ZkConfig -Default' shows what holds for a job without values, 'Set-ZkConfig {Quoted(name)} @{{ key = 1 }}' gives it some.");

    /// <summary>A name as one types it.</summary>
    public static string Quoted(string name) =>
        name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_') ? name : $"'{System.Management.Automation.Language.CodeGeneration.EscapeSingleQuotedStringContent(name)}'";
}
