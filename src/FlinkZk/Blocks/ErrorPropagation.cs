using System.Collections;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// Whether an error that ends a statement (1 / 0) leaves a block here, because a <c>try</c> or a <c>trap</c> around it waits for one, or is written and the block goes on.
/// The engine knows, keeps it to itself, and forgets it in a nested pipeline: so it is tried.
/// </summary>
internal static class ErrorPropagation
{
    private static readonly ScriptBlock Trial = ScriptBlock.Create("& { $ErrorActionPreference = 'Ignore'; [int]'x' }");

    /// <summary>On the pipeline's thread. Leaves <c>$Error</c> as it is; <c>$?</c> is false afterwards.</summary>
    public static bool IsOn(PSCmdlet cmdlet)
    {
        var errors = cmdlet.SessionState.PSVariable.GetValue("global:Error") as ArrayList;
        var before = errors is { Count: > 0 } ? errors[0] : null;
        var failed = cmdlet.InvokeCommand.HasErrors;
        try
        {
            using var pipeline = Trial.GetSteppablePipeline(CommandOrigin.Internal);
            pipeline.Begin(expectInput: false);
            pipeline.Process();
            pipeline.End();
            return false;
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            return true;
        }
        finally
        {
            cmdlet.InvokeCommand.HasErrors = failed;
            if (errors is { Count: > 0 } && !ReferenceEquals(errors[0], before))
                errors.RemoveAt(0);
        }
    }
}
