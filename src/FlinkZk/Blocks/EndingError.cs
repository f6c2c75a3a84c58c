using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// Errors after which the script must not go on, because its next line relies on what has failed. A cmdlet's terminating error ends its own statement only; these
/// end the script, as <c>throw</c> does, unless the caller asked otherwise with <c>-ErrorAction</c>: then they are written, and the statement gives nothing.
/// </summary>
internal static class EndingError
{
    /// <returns>False when an error was written because the caller wants to go on.</returns>
    public static bool Guard(PSCmdlet cmdlet, Func<object?> target, Action body, CancellationToken stop)
    {
        try
        {
            body();
            return true;
        }
        // What a block or a neighbour in the pipeline throws is theirs, and brings its record along.
        catch (Exception e) when (e is not (PipelineStoppedException or FlowControlException or IContainsErrorRecord) && !stop.IsCancellationRequested)
        {
            var record = ErrorMapper.ToErrorRecord(e, target());
            if (!GoesOn(cmdlet))
                throw AsThrown(cmdlet, record);
            cmdlet.WriteError(record);
            return false;
        }
    }

    private static bool GoesOn(PSCmdlet cmdlet) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var action) && action is not ActionPreference.Stop;

    private static RuntimeException AsThrown(PSCmdlet cmdlet, ErrorRecord record)
    {
        // The engine would put the cmdlet into the id, but not for what is thrown.
        var thrown = new ErrorRecord(record.Exception, $"{record.FullyQualifiedErrorId},{cmdlet.GetType().FullName}", record.CategoryInfo.Category, record.TargetObject)
        {
            ErrorDetails = record.ErrorDetails,
        };
        thrown.CategoryInfo.Activity = cmdlet.MyInvocation.MyCommand.Name;
        return new RuntimeException(record.ErrorDetails?.Message ?? record.Exception.Message, record.Exception, thrown) { WasThrownFromThrowStatement = true };
    }
}
