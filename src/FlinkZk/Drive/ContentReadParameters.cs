using System.Management.Automation;
using System.Text;

namespace FlinkZk;

/// <summary>What Get-Content takes beside its own on this drive.</summary>
internal sealed class ContentReadParameters
{
    /// <summary>The encoding of the text; without it UTF-8, and data that are not are an error.</summary>
    [Parameter]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    /// <summary>Gives bytes.</summary>
    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    /// <summary>Gives all in one piece.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Goes on with each change until Ctrl+C: what was appended, or all of a new value.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }
}
