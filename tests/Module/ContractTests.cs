using System.Management.Automation;
using System.Xml.Linq;

namespace FlinkZk.Module.Tests;

/// <summary>Manifest, cmdlets, pages, help and views agree with each other, and every cmdlet keeps the rules of all.</summary>
public sealed class ContractTests : IClassFixture<ContractTests.Commands>
{
    private static readonly string[] StateChanging = ["Invoke", "Set", "Request", "New", "Remove", "Lock", "Unlock", "Disconnect", "Stop", "Repair", "Import", "Export", "Copy", "Move", "Backup", "Restore", "Publish", "Complete", "Switch", "Update", "Sync", "Step"];
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
        // A definition is an object: making one, or reading it out of a file, changes nothing.
        Assert.Equal(StateChanging.Contains(cmdlet.Verb) && name is not ("New-FlinkStream" or "Import-FlinkStream") || name is "Start-ZkServer" or "Start-FlinkJob" or "Start-FlinkCluster", cmdlet.Parameters.ContainsKey("WhatIf"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_has_a_synopsis_examples_and_the_syntax_that_PowerShell_says(string name)
    {
        dynamic help = _commands.Session.One("Get-Help $args[0] -Full", name);
        Assert.False(string.IsNullOrWhiteSpace((string)help.Synopsis), name);
        Assert.NotEmpty((IEnumerable<object>)AsArray(help.examples.example));

        const string OneLine = "-split '\\r?\\n' | Where-Object { $_.Trim() } | ForEach-Object { $_.Trim() -replace '\\s+', ' ' } | Sort-Object -CaseSensitive";
        Assert.Equal(
            _commands.Session.All<string>($"(Get-Command $args[0] -Syntax) {OneLine}", name),
            _commands.Session.All<string>($"((Get-Help $args[0]).syntax | Out-String -Width 4096) {OneLine}", name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_says_of_each_parameter_what_the_binder_does(string name)
    {
        dynamic help = _commands.Session.One("Get-Help $args[0] -Full", name);
        var documented = ((object[])AsArray(help.parameters.parameter)).Cast<dynamic>().ToDictionary(parameter => (string)parameter.name.ToString(), StringComparer.Ordinal);
        var cmdlet = _commands.All[name];
        var own = cmdlet.Parameters.Values.Where(parameter => !Common.Contains(parameter.Name) || parameter.Name is "WhatIf" or "Confirm").ToArray();
        Assert.Equal(own.Select(parameter => parameter.Name).Order(StringComparer.Ordinal), documented.Keys.Order(StringComparer.Ordinal));
        foreach (var parameter in own)
            Assert.Equal(FactsOf(parameter), FactsOf(documented[parameter.Name]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_says_of_each_parameter_set_what_the_binder_does(string name)
    {
        dynamic help = _commands.Session.One("Get-Help $args[0] -Full", name);
        var documented = ((object[])AsArray(help.syntax.syntaxItem)).Cast<dynamic>().Select(set => FactsOfSet(((object[])AsArray(set.parameter)).Cast<dynamic>().Select(parameter =>
            $"{parameter.name} {parameter.required} {parameter.position} {parameter.aliases} {parameter.pipelineInput}")));
        var bound = _commands.All[name].ParameterSets.Select(set => FactsOfSet(set.Parameters.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name)).Select(parameter =>
            $"{parameter.Name} {(parameter.IsMandatory ? "true" : "false")} {(parameter.Position == int.MinValue ? "named" : parameter.Position)} {AliasesOf(parameter.Aliases)} {PipelineInputOf(parameter)}")));
        Assert.Equal(bound.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Connect-Zk", "SessionTimeout", "10s")]
    [InlineData("Connect-Zk", "Port", "None")]
    [InlineData("Connect-Zk", "Root", "/flinkzk/default")]
    [InlineData("Start-ZkServer", "MaxConnectionsPerAddress", "60")]
    [InlineData("Start-ZkServer", "ClientCertificate", "Need")]
    [InlineData("Set-ZkNode", "ExpectedVersion", "None")]
    [InlineData("Start-FlinkStream", "Format", "Auto")]
    [InlineData("Start-FlinkStream", "Window", "None")]
    [InlineData("Get-ZkNode", "Depth", "None")]
    [InlineData("Get-ZkNode", "Recurse", "False")]
    public void Help_says_what_holds_without_a_parameter(string name, string parameter, string value) =>
        Assert.Equal(value, _commands.Session.One<string>("(Get-Help $args[0] -Parameter $args[1]).defaultValue.ToString()", name, parameter));

    [Fact]
    public void Help_names_the_values_of_an_enumeration_and_what_differs_between_parameter_sets()
    {
        Assert.Contains("Values: Auto, Csv,", Words("Start-FlinkStream", "Format"), StringComparison.Ordinal);
        Assert.Contains("Only in: LiteralPath.", Words("Start-FlinkStream", "LiteralPath"), StringComparison.Ordinal);
        Assert.Contains("Path: required, position 0, from the pipeline", Words("Set-ZkAcl", "Path"), StringComparison.Ordinal);
        Assert.Contains("From 1 to 65535.", Words("Connect-Zk", "Port"), StringComparison.Ordinal);

        string Words(string name, string parameter) => _commands.Session.One<string>("(Get-Help $args[0] -Parameter $args[1]).description.Text -join ' '", name, parameter);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_type_that_a_cmdlet_gives_has_a_view(string name)
    {
        var views = Directory.GetFiles(Repository.File("module"), "*.Format.ps1xml").SelectMany(file => XDocument.Load(file).Descendants("TypeName")).Select(type => type.Value).ToHashSet(StringComparer.Ordinal);
        var given = _commands.All[name].OutputType.Select(type => type.Name).Where(type => type.StartsWith("FlinkZk", StringComparison.Ordinal));
        Assert.Empty(given.Except(views));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_type_that_a_cmdlet_gives_has_a_snapshot(string name)
    {
        foreach (var type in _commands.All[name].OutputType.Select(type => type.Name).Where(type => type.StartsWith("FlinkZk", StringComparison.Ordinal)))
        {
            Assert.True(File.Exists(Repository.File("tests", "Module", "Snapshots", type + ".ps1")),
                $"{name} gives {type}, and nothing says what that shows. Write tests/Module/Snapshots/{type}.ps1, a script that makes such an object (a few lines, as those beside it), then run 'FLINKZK_WRITE_SNAPSHOTS=1 dotnet test tests/Module --filter SnapshotTests', look at {type}.txt, and commit both.");
        }
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

    private static string FactsOf(ParameterMetadata parameter)
    {
        var sets = parameter.ParameterSets.Values;
        var position = sets.Select(set => set.Position == int.MinValue ? int.MaxValue : set.Position).Min();
        return string.Join('|',
            sets.All(set => set.IsMandatory) ? "true" : "false",
            position == int.MaxValue ? "named" : $"{position}",
            AliasesOf(parameter.Aliases),
            parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any() ? "true" : "false",
            sets.Any(set => set.ValueFromPipeline) ? "ByValue" : "",
            sets.Any(set => set.ValueFromPipelineByPropertyName) ? "ByPropertyName" : "",
            (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType).FullName,
            "has words");
    }

    private static string FactsOfSet(IEnumerable<string> parameters) => string.Join('\n', parameters.Order(StringComparer.Ordinal));

    private static string AliasesOf(IReadOnlyCollection<string> aliases) => aliases.Count == 0 ? "none" : string.Join(", ", aliases.Order(StringComparer.Ordinal));

    private static string PipelineInputOf(CommandParameterInfo parameter) => (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    private static string FactsOf(dynamic documented)
    {
        string piped = documented.pipelineInput.ToString();
        string words = documented.description[0].Text.ToString();
        return string.Join('|',
            (string)documented.required.ToString(),
            (string)documented.position.ToString(),
            (string)documented.aliases.ToString(),
            (string)documented.globbing.ToString(),
            piped.Contains("ByValue", StringComparison.Ordinal) ? "ByValue" : "",
            piped.Contains("ByPropertyName", StringComparison.Ordinal) ? "ByPropertyName" : "",
            (string)documented.type.name.ToString(),
            string.IsNullOrWhiteSpace(words) ? "has no words" : "has words");
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
