using System.Globalization;
using System.Management.Automation.Host;

namespace FlinkZk.Host;

/// <summary>PowerShell's view of this process.</summary>
internal sealed class ConsoleHost(bool interactive) : PSHost
{
    /// <summary>What the script's <c>exit</c> asked for; null until then.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "FlinkZk.Host";

    public override Version Version { get; } = typeof(ConsoleHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI { get; } = new ConsoleUI(interactive);

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
