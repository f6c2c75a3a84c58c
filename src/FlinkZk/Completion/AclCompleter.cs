using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlinkZk.Completion;

/// <summary>Completes access control entries with the usual ones.</summary>
internal sealed class AclCompleter : IArgumentCompleter
{
    private static readonly (string Text, string Meaning)[] Usual =
    [
        ("auth::cdrwa", "The identities of this session may do everything"),
        ("world:anyone:r", "Everybody may read"),
        ("world:anyone:cdrwa", "Everybody may do everything"),
        ("digest:", "A user with a password: digest:alice:password:cdrwa"),
        ("sasl:", "A user of SASL: sasl:alice:cdrwa"),
        ("x509:", "The subject of a client's certificate: 'x509:CN=alice:cdrwa'"),
        ("ip:", "An address or a network: ip:10.0.0.0/8:r"),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        return Usual.Where(entry => entry.Text.StartsWith(word, StringComparison.Ordinal))
            .Select(entry => new CompletionResult(entry.Text, entry.Text, CompletionResultType.ParameterValue, entry.Meaning));
    }
}
