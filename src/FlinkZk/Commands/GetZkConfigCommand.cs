using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Reads the values that hold for a job: its own, and the defaults where it has none. All are of one revision.</summary>
[Cmdlet(VerbsCommon.Get, "ZkConfig")]
[OutputType(typeof(ConfigurationValue))]
public sealed class GetZkConfigCommand : ZkSessionCmdlet
{
    /// <summary>The keys, wildcards allowed; without them all.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ConfigKeyCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Key { get; set; } = ["*"];

    /// <summary>The job; without it the defaults alone.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Job { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Job;
        if (Job is not null)
            EntityName.Validate(Job, "job");
        var store = ActiveSession.Configuration;
        var snapshot = Wait(token => new ValueTask<ConfigurationSnapshot>(store.ReadAsync(Job, token)));
        foreach (var key in Key)
            WriteKey(snapshot, key);
    }

    private void WriteKey(ConfigurationSnapshot snapshot, string key)
    {
        if (WildcardPattern.ContainsWildcardCharacters(key))
        {
            // Keys are case-sensitive; a pattern, as everywhere in PowerShell, is not.
            var pattern = WildcardPattern.Get(key, WildcardOptions.IgnoreCase);
            WriteObject(snapshot.Effective.Where(value => pattern.IsMatch(value.Key)), enumerateCollection: true);
        }
        else if (snapshot.Find(key) is { } value)
        {
            WriteObject(value);
        }
        else
        {
            var where = Job is null ? "There is no default" : $"Neither job '{Job}' nor the defaults have a value";
            WriteError(new FlinkZkException("KeyNotFound", ErrorCategory.ObjectNotFound, $"{where} '{key}' at revision {snapshot.Revision}.",
                "Keys are case-sensitive. Get-ZkConfig without -Key lists them."), key);
        }
    }
}
