using System.Management.Automation;
using System.Xml.Linq;

namespace FlinkZk.Module.Tests;

/// <summary>Manifest, cmdlets, pages, help and views agree with each other, and every cmdlet keeps the rules of all.</summary>
public sealed class ContractTests : IClassFixture<ContractTests.Commands>
{
    private static readonly string[] StateChanging = ["Set", "New", "Remove", "Lock", "Unlock", "Disconnect", "Stop", "Repair", "Import", "Backup", "Restore"];
    private static readonly HashSet<string> Common = [.. Cmdlet.CommonParameters, .. Cmdlet.OptionalCommonParameters];
    private readonly Commands _commands;

    public ContractTests(Commands commands) => _commands = commands;

    public static TheoryData<string> Names => [.. Directory.GetFiles(Repository.File("docs", "cmdlets"), "*-*.md").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Manifest_sources_and_pages_list_the_same_cmdlets()
    {
        var exported = _commands.All.Keys.Order(StringComparer.Ordinal).ToArray();
        var sources = Directory.GetFiles(Repository.File("src", "FlinkZk", "Commands"), "*Command.cs").Select(path => Path.GetFileNameWithoutExtension(path)!);
        Assert.Equal(exported, Names.Select(row => row.Data));
        Assert.Equal(exported.Select(name => name.Replace("-", "", StringComparison.Ordinal) + "Command"), sources.Order(StringComparer.Ordinal));
        Assert.Equal(exported.Length, _commands.Session.One<int>("(Test-ModuleManifest $args[0]).ExportedCmdlets.Count", Repository.Manifest));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_has_an_approved_verb_is_sealed_and_says_what_it_gives(string name)
    {
        var cmdlet = _commands.All[name];
        string[] verbs = [.. typeof(VerbsCommon).Assembly.GetTypes().Where(type => type is { Namespace: "System.Management.Automation", IsSealed: true, IsAbstract: true } && type.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields()).Select(field => (string)field.GetValue(null)!)];
        Assert.Contains(cmdlet.Verb, verbs);
        Assert.True(cmdlet.ImplementingType.IsSealed);
        Assert.NotEmpty(cmdlet.OutputType);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_that_changes_something_has_WhatIf_and_others_do_not(string name)
    {
        var cmdlet = _commands.All[name];
        Assert.Equal(StateChanging.Contains(cmdlet.Verb) || name == "Start-ZkServer", cmdlet.Parameters.ContainsKey("WhatIf"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_has_a_synopsis_examples_and_each_parameter_as_it_is(string name)
    {
        dynamic help = _commands.Session.One("Get-Help $args[0] -Full", name);
        Assert.False(string.IsNullOrWhiteSpace((string)help.Synopsis), name);
        Assert.NotEmpty((IEnumerable<object>)AsArray(help.examples.example));

        var documented = new Dictionary<string, dynamic>(StringComparer.Ordinal);
        foreach (var parameter in AsArray(help.parameters.parameter))
            documented[(string)((dynamic)parameter).name.ToString()] = parameter;
        var cmdlet = _commands.All[name];
        var own = cmdlet.Parameters.Values.Where(parameter => !Common.Contains(parameter.Name) || parameter.Name is "WhatIf" or "Confirm").ToArray();
        Assert.Equal(own.Select(parameter => parameter.Name).Order(StringComparer.Ordinal), documented.Keys.Order(StringComparer.Ordinal));
        foreach (var parameter in own)
        {
            string described = documented[parameter.Name].description[0].Text.ToString();
            Assert.False(string.IsNullOrWhiteSpace(described), $"{name} -{parameter.Name}");
            var mandatory = parameter.ParameterSets.Values.Any(set => set.IsMandatory);
            Assert.Equal(mandatory, bool.Parse(documented[parameter.Name].required.ToString()));
            var piped = parameter.ParameterSets.Values.Any(set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName);
            Assert.Equal(piped, documented[parameter.Name].pipelineInput.ToString().StartsWith("True", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_type_that_a_cmdlet_gives_has_a_view(string name)
    {
        var views = XDocument.Load(Repository.File("module", "FlinkZk.Format.ps1xml")).Descendants("TypeName").Select(type => type.Value).ToHashSet(StringComparer.Ordinal);
        var given = _commands.All[name].OutputType.Select(type => type.Name).Where(type => type.StartsWith("FlinkZk", StringComparison.Ordinal));
        Assert.Empty(given.Except(views));
    }

    [Fact]
    public void Examples_of_the_help_are_valid_PowerShell()
    {
        foreach (var name in Names.Select(row => row.Data))
        {
            foreach (dynamic example in AsArray(((dynamic)_commands.Session.One("Get-Help $args[0] -Full", name)).examples.example))
            {
                System.Management.Automation.Language.Parser.ParseInput((string)example.code.ToString(), out _, out var errors);
                Assert.True(errors.Length == 0, $"{name}: {example.code}");
            }
        }
    }

    private static object[] AsArray(object? value) => value switch
    {
        null => [],
        object[] items => items,
        PSObject { BaseObject: object[] items } => items,
        _ => [value],
    };

    /// <summary>The module's cmdlets, read once.</summary>
    public sealed class Commands : IDisposable
    {
        internal ModuleSession Session { get; } = new();

        public IReadOnlyDictionary<string, CmdletInfo> All => field ??= Session.All<CmdletInfo>("Get-Command -Module FlinkZk").ToDictionary(command => command.Name, StringComparer.Ordinal);

        public void Dispose() => Session.Dispose();
    }
}
