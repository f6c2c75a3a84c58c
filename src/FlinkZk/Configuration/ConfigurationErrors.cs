using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>What the coordination room refuses.</summary>
internal sealed class ConfigurationErrors : IErrorTable
{
    public FlinkZkException? Explain(Exception exception) => exception switch
    {
        ConfigurationConflictException => new("ConfigurationConflict", ErrorCategory.InvalidOperation, exception.Message, "Read it again with Get-ZkConfig and decide anew.", exception),
        ConfigurationKeyNotFoundException => new("KeyNotFound", ErrorCategory.ObjectNotFound, exception.Message, "Keys are case-sensitive. Get-ZkConfig lists them.", exception),
        ConfigurationChangeTooLargeException => new("ChangeTooLarge", ErrorCategory.LimitsExceeded, exception.Message, "Change fewer or smaller values at a time.", exception),
        _ => null,
    };
}
