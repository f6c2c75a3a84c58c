using System.Globalization;
using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>What the coordination room refuses.</summary>
internal sealed class ConfigurationErrors : IErrorTable
{
    public FlinkZkException? Explain(Exception exception) => exception switch
    {
        ConfigurationConflictException conflict => new("ConfigurationConflict", ErrorCategory.InvalidOperation, exception.Message,
            string.Create(CultureInfo.InvariantCulture, $"Read it again with Get-ZkConfig and decide anew; what you decide on what it shows now takes -ExpectedRevision {conflict.Actual}."), exception),
        ConfigurationKeyNotFoundException => new("KeyNotFound", ErrorCategory.ObjectNotFound, exception.Message, "Keys are case-sensitive. Get-ZkConfig lists them.", exception),
        ConfigurationChangeTooLargeException => new("ChangeTooLarge", ErrorCategory.LimitsExceeded, exception.Message, "Change fewer or smaller values at a time; large data belong into a node of their own (Set-ZkNode), or into a file that the value names.", exception),
        ConfigurationRevisionNotFoundException => new("RevisionNotFound", ErrorCategory.ObjectNotFound, exception.Message, "Get-ZkConfigHistory lists what is kept.", exception),
        ConfigurationSchemaException { Violations.Count: > 0 } against => new("ValueAgainstSchema", ErrorCategory.InvalidData, exception.Message,
            $"Set values that fit, all of them in one change where they depend on each other. {(against.Job is null ? "Get-ZkConfigSchema -Default" : $"Get-ZkConfigSchema {JobNames.Quoted(against.Job)}")} shows the schema; Set-ZkConfigSchema lays it down, with -Force also over values that do not fit.", exception),
        ConfigurationSchemaException => new("SchemaUnusable", ErrorCategory.InvalidData, exception.Message, "Correct the schema, or take it away with Remove-ZkConfigSchema.", exception),
        _ => null,
    };
}
