using System.Collections;
using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>A configured value: a job's own, or a default that holds for it.</summary>
public sealed class ZkConfigValue : IBySession, IShown
{
    private readonly ConfigurationValue _value;
    private readonly ConfigurationValue? _covered;

    internal ZkConfigValue(string? job, ConfigurationValue value, ZkSession session, ConfigurationValue? covered = null) => (Job, _value, Session, _covered) = (job, value, session, covered);

    /// <summary>The job that it holds for; null for a default by itself.</summary>
    public string? Job { get; }

    /// <summary>The key.</summary>
    public string Key => _value.Key;

    /// <summary>The value: text, a number, a Boolean, an array, a hashtable or null; *** for a secret, which only <c>$_.Value</c> gives: an array or a hashtable then as JSON.</summary>
    public object? Value => IsSecret ? ConfigurationChange.Masked : _value.Value;

    /// <summary>What the value is: text, a number ... A CSV file keeps it in a column of its own, by which Set-ZkConfig reads the value again.</summary>
    public ZkConfigType Type => TypedValue.TypeOf(_value.Value);

    /// <summary>Whether it is a default, which holds for every job that has no value of its own.</summary>
    public bool IsDefault => _value.Job is null;

    /// <summary>Where it comes from: the job itself, the defaults, or the job over a default of the same key.</summary>
    public ZkConfigSource Source => IsDefault ? ZkConfigSource.Default : _covered is null ? ZkConfigSource.Job : ZkConfigSource.JobOverDefault;

    /// <summary>The default that it covers; null where it covers none, and *** for a secret.</summary>
    public object? CoveredDefault => _covered is { IsSecret: true } ? ConfigurationChange.Masked : _covered?.Value;

    /// <summary>Whether views must not show it.</summary>
    public bool IsSecret => _value.IsSecret;

    /// <summary>Whether the node holds something that is not JSON: the value is then its text.</summary>
    public bool IsRaw => _value.IsRaw;

    /// <summary>When it was last changed, by the server's clock.</summary>
    public PSObject Modified => ShownValue.IsoTime(_value.Modified);

    /// <summary>The revision at which it was read.</summary>
    public long Revision => _value.Revision;

    ZkSession IBySession.Session => Session;

    internal ZkSession Session { get; }

    string? IShown.ShownJob => PlainText.Line(Job);

    string? IShown.ShownKey => PlainText.Line(Key);

    string? IShown.ShownModified => ViewText.Time(_value.Modified);

    string? IShown.ShownValue => Text;

    string? IShown.ShownText => _covered is null ? null : _covered.IsSecret ? ConfigurationChange.Masked : ViewText.Plain(_covered.Value);

    /// <summary>Key and value in one line; never a secret.</summary>
    internal string InLine => $"{PlainText.Line(Key)} = {Text}";

    private string Text => _value.Value switch
    {
        _ when IsSecret => ConfigurationChange.Masked,
        _ when IsRaw => $"{ViewText.Plain(_value.Value)} (not JSON)",
        string text when TypedValue.LooksOtherwise(text) => $"\"{ViewText.Plain(text)}\"",
        _ => ViewText.Plain(_value.Value),
    };

    /// <summary>Job, key and value; never a secret.</summary>
    public override string ToString() => $"{(Job is null ? "" : PlainText.Line(Job) + "/")}{PlainText.Line(Key)} = {Text}";

    /// <summary>
    /// As it goes down the pipeline. Whoever says <c>.Value</c> gets a secret, and views, exports and what is serialized get ***: so the property of the object in the pipeline covers
    /// that of the class, which is what ConvertTo-Json reads. Arrays and hashtables are JSON in a table or in a CSV file, not the name of a .NET type.
    /// </summary>
    internal PSObject ToOutput()
    {
        var item = new PSObject(this);
        // Without a way to keep it out of Export-Clixml and out of what a job gives back, not even .Value gives it.
        if (IsSecret && !UnserializedProperty.IsPossible)
            return item;
        if (_value.Value is null || !IsSecret && _value.Value is not (IEnumerable and not string))
            return item;
        // Those before it as well: extended properties come first.
        item.Properties.Add(new PSNoteProperty(nameof(Job), Job));
        item.Properties.Add(new PSNoteProperty(nameof(Key), Key));
        item.Properties.Add(IsSecret
            ? UnserializedProperty.Of(new PSNoteProperty(nameof(Value), new ShownValue(Unlisted(_value.Value), ConfigurationChange.Masked)))
            : new PSNoteProperty(nameof(Value), new ShownValue(_value.Value, ConfigurationJson.Encode(_value.Value))));
        return item;
    }

    // A formatter lists what a list or a hashtable holds, whatever its text is: of a secret one there is the JSON.
    private static object Unlisted(object value) => value is IEnumerable and not string ? ConfigurationJson.Encode(value) : value;
}
