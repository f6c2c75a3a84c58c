using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>A write that can be part of a multi.</summary>
internal abstract class PartOperation : WriteOperation
{
    /// <summary>Reads the request as <see cref="WriteOperation.Prepare"/> would, for a part behind one that has failed.</summary>
    public abstract void Skip(ref JuteReader request);
}
