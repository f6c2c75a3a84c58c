using System.Collections;
using System.Management.Automation;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Sql;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Opens a session of a Flink SQL gateway and makes it the runspace's default.</summary>
[Cmdlet(VerbsCommon.New, "FlinkSqlSession", SupportsShouldProcess = true)]
[OutputType(typeof(FlinkSqlSession))]
public sealed class NewFlinkSqlSessionCommand : FlinkConnectCmdlet
{
    // A gateway has no standby that would answer sooner, and plans and compiles before it does.
    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(15);

    /// <summary>The gateway: http://host:8083, or https.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public Uri Uri { get; set; } = null!;

    /// <summary>A name for the session.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Settings of the session by their keys, such as @{ 'execution.runtime-mode' = 'batch' }.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Configuration { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Uri;
        // Refuses an address with a secret in it before it is shown.
        var endpoints = FlinkEndpoints.Of([Uri]);
        if (!ShouldProcess(Uri.OriginalString, "Open a SQL session"))
            return;
        var options = Options(endpoints, [Uri]) with { TryTimeout = TryTimeout };
        var properties = FlinkSettings.Of(Configuration ?? []);
        var session = Wait(token => OpenAsync(options, properties, token));
        RunspaceSqlSessions.Current.Add(session);
        WriteObject(session);
    }

    private async ValueTask<FlinkSqlSession> OpenAsync(FlinkOptions options, Dictionary<string, string> properties, CancellationToken cancellationToken)
    {
        var gateway = await SqlGateway.ConnectAsync(options, cancellationToken).ConfigureAwait(false);
        try
        {
            return new(RunspaceList<FlinkSqlSession>.NextId(), Name, Uri, gateway, await gateway.OpenAsync(Name, properties, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            gateway.Dispose();
            throw;
        }
    }
}
