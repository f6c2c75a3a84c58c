using System.Globalization;
using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>A number that many step.</summary>
public sealed class ZkCounter : IBySession, IShown
{
    private readonly CounterValue _value;
    private readonly ZkSession _session;

    internal ZkCounter(string name, CounterValue value, ZkSession session) => (Name, _value, _session) = (name, value, session);

    /// <summary>The counter's name.</summary>
    public string Name { get; }

    /// <summary>The number: of Step-ZkCounter what that step made of it.</summary>
    public long Value => _value.Value;

    /// <summary>When it was last stepped, by the server's clock.</summary>
    public PSObject Modified => ShownValue.IsoTime(_value.Modified);

    ZkSession IBySession.Session => _session;

    string? IShown.ShownKey => PlainText.Line(Name);

    string? IShown.ShownModified => ViewText.Time(_value.Modified);

    /// <summary>Name and number.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PlainText.Line(Name)} = {Value}");
}
