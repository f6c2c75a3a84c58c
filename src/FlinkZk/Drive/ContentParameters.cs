using System.Management.Automation;
using System.Text;

namespace FlinkZk;

/// <summary>What Get-Content, Set-Content and Add-Content take beside their own on this drive: what kind of data they are.</summary>
internal abstract class ContentParameters
{
    /// <summary>The encoding of the text; without it UTF-8 without byte order mark, and data that are not are an error.</summary>
    [Parameter]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    /// <summary>The data are bytes.</summary>
    [Parameter]
    public SwitchParameter AsByteStream { get; set; }
}
