using System.Management.Automation;
using System.Text;

namespace FlinkZk;

/// <summary>What Set-Content and Add-Content take beside their own on this drive.</summary>
internal sealed class ContentWriteParameters
{
    /// <summary>The encoding of the text; without it UTF-8 without byte order mark.</summary>
    [Parameter]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    /// <summary>Takes bytes.</summary>
    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    /// <summary>Puts no line break between the values.</summary>
    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <summary>Changes the node only if its data are of this version.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int ExpectedVersion { get; set; } = -1;
}
