using System.Management.Automation;
using FlinkZk.Server.Errors;

namespace FlinkZk;

/// <summary>What a server of this process says of its data.</summary>
internal sealed class ServerErrors : IErrorTable
{
    public FlinkZkException? Explain(Exception exception) => exception is DataDamagedException
        ? new("DataDamaged", ErrorCategory.InvalidData, exception.Message,
            "Nothing was changed. Restore a back-up with Restore-ZkServerData; or give up what is behind that place with Repair-ZkServerData, which says what is lost and keeps the damaged files.", exception)
        : null;
}
