using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// An error where a provider can give nothing but an exception: PowerShell takes the record out of it, with id, category and what to do.
/// </summary>
internal sealed class DriveException(ErrorRecord record) : RuntimeException(record.ErrorDetails?.Message ?? record.Exception.Message, record.Exception)
{
    public override ErrorRecord ErrorRecord => record;
}
