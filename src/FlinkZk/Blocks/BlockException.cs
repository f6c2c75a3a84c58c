using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// An error that ended a statement of a block, on its way out of the cmdlet to the <c>try</c> around it. The engine makes an error of the cmdlet's out of any other
/// exception, with the cmdlet's name and place.
/// </summary>
/// <param name="error">The block's own error.</param>
internal sealed class BlockException(RuntimeException error) : CmdletInvocationException(error.Message, error)
{
    private readonly ErrorRecord _record = new(error.ErrorRecord, error);

    /// <inheritdoc/>
    public override ErrorRecord ErrorRecord => _record;
}
