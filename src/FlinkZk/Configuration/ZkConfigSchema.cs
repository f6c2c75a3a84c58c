using System.Management.Automation;
using System.Text.Json;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>The JSON schema that the values of a job, or the defaults, have to fit.</summary>
public sealed class ZkConfigSchema : IBySession, IShown
{
    private readonly ConfigurationSchema _schema;
    private readonly ZkSession _session;

    internal ZkConfigSchema(ConfigurationSchema schema, ZkSession session) => (_schema, _session) = (schema, session);

    /// <summary>The job, whose values with the defaults have to fit; null for the defaults alone.</summary>
    public string? Job => _schema.Job;

    /// <summary>The schema, as JSON.</summary>
    public string Schema => Readable(_schema.Text);

    /// <summary>When it was last changed, by the server's clock.</summary>
    public PSObject Modified => ShownValue.IsoTime(_schema.Modified);

    ZkSession IBySession.Session => _session;

    string? IShown.ShownJob => PlainText.Line(Job);

    string? IShown.ShownModified => ViewText.Time(_schema.Modified);

    string? IShown.ShownValue => ViewText.Plain(_schema.Text);

    string? IShown.ShownText => PlainText.Lines(Schema);

    /// <summary>Whose it is.</summary>
    public override string ToString() => $"schema of {PlainText.Line(Job) ?? "the defaults"}";

    // What somebody else has put there is shown as it is.
    private static string Readable(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return JsonSerializer.Serialize(document.RootElement, Indented);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
