using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Runtime.ExceptionServices;

namespace FlinkZk;

/// <summary>
/// Runs a script block that a user handed to a cmdlet, as <c>&amp; { }</c> runs it (output, streams, errors and their places, exit, break, throw,
/// <c>Select-Object -First</c>), in such a way that it alone can be stopped.
/// </summary>
/// <remarks>
/// Two things, one in the other. A steppable pipeline that is made while the cmdlet is the one that runs takes over its streams, with their redirections, and
/// lets whatever ends the block pass as PowerShell made it. But nothing can stop it by itself: so it is stepped by a cmdlet in a nested pipeline, which can be stopped.
/// </remarks>
/// <param name="cmdlet">The cmdlet that was handed the block; all of this happens on its pipeline's thread but <see cref="Stop"/>.</param>
/// <param name="block">The block.</param>
/// <param name="stopToken">Ctrl+C of the cmdlet: whenever it comes, even before the block begins, the block is stopped.</param>
internal sealed class BlockRun(PSCmdlet cmdlet, ScriptBlock block, CancellationToken stopToken) : IDisposable
{
    // The block runs below these scripts' scopes: their variables must have names that no caller's variable has.
    private const string Catching = "param($__flinkZkStepper, $__flinkZkRun) try { & $__flinkZkStepper -Run $__flinkZkRun } catch { throw }";

    // Made by a script of this text, the engine takes the place of the script that called the cmdlet for the place of the call.
    private const string Make = "$args[0].GetSteppablePipeline('Internal', @(, $args[1]))";
    private const string Succeed = "$null = 1";

    // The nested pipeline holds this one command; an internal class is exported by no manifest.
    private static readonly CmdletInfo Stepper = new("Step-Block", typeof(StepBlockCommand));
    private static readonly ScriptBlock Call = ScriptBlock.Create("param($__flinkZkBlock) & $__flinkZkBlock");

    // A module's function hands on a block of its caller's: it looks for $_ in a scope that only the engine reaches.
    private static readonly ScriptBlock CallForeign = ScriptBlock.Create(@"param($__flinkZkBlock, $__flinkZkItem) Microsoft.PowerShell.Core\ForEach-Object -Process $__flinkZkBlock -InputObject $__flinkZkItem");
    private readonly PowerShell _shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
    private SteppablePipeline? _pipeline;
    private IReadOnlyList<object> _input = [];
    private object? _underscore;
    private ExceptionDispatchInfo? _failure;
    private Exception? _reason;
    private volatile bool _stopped;

    /// <summary>Leaves <c>$_</c> as it is for the caller of the cmdlet.</summary>
    public static object CallersUnderscore => AutomationNull.Value;

    /// <summary>Runs the block once.</summary>
    /// <param name="underscore">What <c>$_</c> is in the block; or <see cref="CallersUnderscore"/>.</param>
    /// <param name="input">What was piped into the cmdlet: the block's <c>$input</c>.</param>
    /// <exception cref="Exception">What ended the block, as PowerShell threw it; or the reason for which it was stopped.</exception>
    public void Invoke(object? underscore, IReadOnlyList<object>? input = null)
    {
        _input = input ?? [];
        _underscore = underscore;
        using var running = ProcessEnd.Running(() => Stop());
        using var stopping = stopToken.Register(() => Stop());
        using var dollar = IsCallers ? null : new BlockVariable(cmdlet, block, "_", underscore);
        using (_pipeline = MakePipeline())
        {
            try
            {
                _shell.Invoke();
            }
            catch (PipelineStoppedException) when (_failure is not null)
            {
                // What the block itself made of its end says more.
            }
        }
        ThrowFailure();
    }

    /// <summary>Stops the block where it stands; its <c>finally</c> blocks run. Safe on any thread and at any time.</summary>
    /// <param name="reason">What <see cref="Invoke"/> throws then; without it, what Ctrl+C throws.</param>
    public void Stop(Exception? reason = null)
    {
        _reason ??= reason;
        _stopped = true;
        _ = Task.Run(() => _shell.BeginStop(callback: null, state: null));
    }

    /// <inheritdoc/>
    public void Dispose() => _shell.Dispose();

    /// <summary>Makes both pipelines. The block finds <c>$?</c> as the caller left it.</summary>
    private SteppablePipeline MakePipeline()
    {
        // The full language's script is not run in the scope of a constrained one.
        var isConstrained = cmdlet.SessionState.LanguageMode == PSLanguageMode.ConstrainedLanguage;
        using var trusted = new TrustedLanguage(cmdlet);
        var succeeded = LanguagePrimitives.IsTrue(cmdlet.SessionState.PSVariable.GetValue("?"));
        var pipeline = MakeSteppable();
        if (ErrorPropagation.IsOn(cmdlet))
            _shell.AddScript(Catching, useLocalScope: isConstrained).AddArgument(Stepper).AddArgument(this);
        else
            _shell.AddCommand(Stepper).AddParameter(nameof(StepBlockCommand.Run), this);
        if (succeeded)
            Evaluate(Succeed);
        return pipeline;
    }

    private bool IsCallers => ReferenceEquals(_underscore, CallersUnderscore);

    private bool IsForeign => !IsCallers && block.Module is null && cmdlet.SessionState.Module is not null && _input.Count == 0
        && block.Ast is ScriptBlockAst { BeginBlock: null, ProcessBlock: null, ParamBlock: null };

    private SteppablePipeline MakeSteppable() => IsForeign
        ? CallForeign.GetSteppablePipeline(CommandOrigin.Internal, [block, _underscore])
        : (SteppablePipeline)Evaluate(Make, Call, block)[0].BaseObject;

    private Collection<PSObject> Evaluate(string script, params object[] arguments) =>
        cmdlet.InvokeCommand.InvokeScript(script, useNewScope: false, PipelineResultTypes.Error, input: null, arguments);

    private void ThrowFailure()
    {
        if (_reason is not null && _failure?.SourceException is PipelineStoppedException)
            throw _reason;
        if (_failure?.SourceException is RuntimeException { WasThrownFromThrowStatement: false } error and not (PipelineStoppedException or CmdletInvocationException or ActionPreferenceStopException))
            throw new BlockException(error);
        _failure?.Throw();
    }

    /// <summary>Within the nested pipeline. An exception must not leave it: the engine would make another of it.</summary>
    internal void Step()
    {
        try
        {
            if (_stopped)
                throw new PipelineStoppedException();
            _pipeline!.Begin(cmdlet);
            foreach (var item in _input)
                _pipeline.Process(item);
            if (_input.Count == 0)
                _pipeline.Process();
            _pipeline.End();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
    }
}
