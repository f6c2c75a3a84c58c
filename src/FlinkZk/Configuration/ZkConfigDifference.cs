using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>A key that Compare-ZkConfig found on one side, different, or equal on both.</summary>
public sealed class ZkConfigDifference : IShown
{
    private readonly ConfigurationStateValue? _reference;
    private readonly ConfigurationStateValue? _difference;

    internal ZkConfigDifference(string key, ConfigurationStateValue? reference, ConfigurationStateValue? difference) => (Key, _reference, _difference) = (key, reference, difference);

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>&lt;= where the reference alone has a value, =&gt; where the other side alone has one, &lt;&gt; where they differ, == where they are equal.</summary>
    public string SideIndicator => _difference is null ? "<=" : _reference is null ? "=>" : ConfigurationStateValue.AreEqual(_reference, _difference) ? "==" : "<>";

    /// <summary>The reference's value; null where it has none, or holds null (SideIndicator tells), and *** for a secret.</summary>
    public object? Reference => Value(_reference);

    /// <summary>The other side's value; null where it has none, or holds null, and *** for a secret.</summary>
    public object? Difference => Value(_difference);

    /// <summary>Whether the reference's value is a default.</summary>
    public bool? ReferenceIsDefault => _reference?.IsDefault;

    /// <summary>Whether the other side's value is a default.</summary>
    public bool? DifferenceIsDefault => _difference?.IsDefault;

    string? IShown.ShownKey => PlainText.Line(Key);

    string? IShown.ShownValue => PlainText.Line(_reference?.Shown);

    string? IShown.ShownText => PlainText.Line(_difference?.Shown);

    /// <summary>The key with both values.</summary>
    public override string ToString() => PlainText.Line($"{Key}: {_reference?.Shown ?? "(none)"} {SideIndicator} {_difference?.Shown ?? "(none)"}");

    private static object? Value(ConfigurationStateValue? value) => value is null ? null : value.IsSecret ? ConfigurationChange.Masked : ConfigurationJson.Decode(value.Json);
}
