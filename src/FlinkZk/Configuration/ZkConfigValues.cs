using System.Collections.ObjectModel;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>The values of one revision. In one text they are one line, without secrets.</summary>
public sealed class ZkConfigValues : ReadOnlyCollection<PSObject>
{
    private readonly ZkConfigValue[] _values;

    internal ZkConfigValues(ZkConfigValue[] values)
        : base([.. values.Select(value => value.ToOutput())]) => _values = values;

    /// <summary>All of them in one line.</summary>
    public override string ToString() => string.Join("; ", _values.Select(value => value.InLine));
}
