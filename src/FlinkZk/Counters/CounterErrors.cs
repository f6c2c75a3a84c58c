using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>What keeps a counter from being stepped.</summary>
internal sealed class CounterErrors : IErrorTable
{
    public FlinkZkException? Explain(Exception exception) => exception switch
    {
        CounterBusyException => new("CounterBusy", ErrorCategory.ResourceBusy, exception.Message, "Try it again; if it goes on, find out who steps it so often.", exception),
        _ => null,
    };
}
