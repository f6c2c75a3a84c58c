using FlinkZk.Clusters.Configuration;
using FlinkZk.Yaml;

namespace FlinkZk.Clusters.Tests.Configuration;

/// <summary>Files of Flink's configuration are read as Flink reads them, and changed so that all else stays.</summary>
public sealed class ConfigurationFileTests
{
    private const string Nested = """
        # Our cluster
        jobmanager:
          # where it is
          bind-host: localhost
          rpc:
            address: localhost   # this one
            port: 6123
          memory:
            process:
              size: 1600m
        taskmanager.numberOfTaskSlots: 2

        env.java.opts.all: >-
          -Dx=1
          -Dy=2
        kubernetes.labels: {a: b, c: {d: e}}
        pipeline.jars:
          - a.jar
          - b.jar
        list: [x, y]
        quoted: "a: b"
        empty:
        parallelism.default: 1
        """;

    [Fact]
    public void Keys_are_joined_and_values_are_as_YAML_has_them() => Assert.Equal(
        [
            "4 jobmanager.bind-host=localhost", "6 jobmanager.rpc.address=localhost", "7 jobmanager.rpc.port=6123", "10 jobmanager.memory.process.size=1600m", "11 taskmanager.numberOfTaskSlots=2",
            "13 env.java.opts.all=-Dx=1 -Dy=2", "16 kubernetes.labels={a: b, c: {d: e}}", "17 pipeline.jars=a.jar;b.jar", "20 list=x;y", "21 quoted=a: b", "22 empty=", "23 parallelism.default=1",
        ],
        Yaml(Nested).Entries.Select(entry => $"{entry.Line} {entry.Key}={entry.Value}"));

    [Theory]
    [InlineData("jobmanager.rpc.address", "jm1", "    address: localhost   # this one", "    address: jm1   # this one")]
    [InlineData("env.java.opts.all", "-Dz=3", "env.java.opts.all: >-\n  -Dx=1\n  -Dy=2\n", "env.java.opts.all: \"-Dz=3\"\n")]
    [InlineData("kubernetes.labels", "{a: c}", "{a: b, c: {d: e}}", "\"{a: c}\"")]
    [InlineData("pipeline.jars", "c.jar", "pipeline.jars:\n  - a.jar\n  - b.jar\n", "pipeline.jars: c.jar\n")]
    [InlineData("list", "z", "[x, y]", "z")]
    [InlineData("quoted", "c # d", "\"a: b\"", "\"c # d\"")]
    [InlineData("empty", "full", "empty:\n", "empty: full\n")]
    [InlineData("parallelism.default", "4", "parallelism.default: 1", "parallelism.default: 4")]
    [InlineData("rest.port", "8082", "parallelism.default: 1", "parallelism.default: 1\nrest.port: 8082\n")]
    [InlineData("jobmanager.rpc.port", null, "    port: 6123\n", "")]
    [InlineData("jobmanager.memory.process.size", null, "  memory:\n    process:\n      size: 1600m\n", "")]
    [InlineData("pipeline.jars", null, "pipeline.jars:\n  - a.jar\n  - b.jar\n", "")]
    [InlineData("env.java.opts.all", null, "env.java.opts.all: >-\n  -Dx=1\n  -Dy=2\n", "")]
    [InlineData("nosuch", null, "", "")]
    public void A_change_touches_nothing_else(string key, string? value, string before, string after)
    {
        var file = Yaml(Nested);
        var changed = value is null ? file.Remove(key) : file.Set(key, value);
        Assert.Equal(before.Length == 0 ? Nested : Nested.Replace(before, after, StringComparison.Ordinal), changed.Text);
        Assert.Equal(value, changed.Entries.SingleOrDefault(entry => entry.Key == key)?.Value);
        Assert.Equal(file.Entries.Where(entry => entry.Key != key).Select(entry => (entry.Key, entry.Value)), changed.Entries.Where(entry => entry.Key != key).Select(entry => (entry.Key, entry.Value)));
    }

    [Fact]
    public void A_former_name_goes_when_the_present_one_is_set() => Assert.Equal("a: b\nhigh-availability.type: zookeeper\n", Yaml("recovery.mode: standalone\na: b\n").Set("high-availability.type", "zookeeper").Text);

    [Fact]
    public void The_old_format_is_read_line_by_line()
    {
        const string Text = "# c\njobmanager.rpc.address: localhost # here\nenv.java.opts: -Dx=a: b\n\nparallelism.default:   2\r\n";
        var file = Flat(Text);
        Assert.Equal(["2 jobmanager.rpc.address=localhost", "3 env.java.opts=-Dx=a: b", "5 parallelism.default=2"], file.Entries.Select(entry => $"{entry.Line} {entry.Key}={entry.Value}"));
        Assert.Equal(Text.Replace("localhost", "jm1", StringComparison.Ordinal), file.Set("jobmanager.rpc.address", "jm1").Text);
        Assert.Equal(Text.Replace("parallelism.default:   2\r\n", "", StringComparison.Ordinal), file.Remove("parallelism.default").Text);
        Assert.Equal(Text + "rest.port: 1\n", file.Set("rest.port", "1").Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but words\n")]
    public void A_file_without_entries_takes_some(string text) => Assert.Equal("1", Assert.Single(Yaml(text).Set("rest.port", "1").Entries).Value);

    [Theory]
    [InlineData("a: [b", "Line 2")]
    [InlineData("a: b\n  c: d\n", "Line 2")]
    [InlineData("- a\n- b\n", "")]
    [InlineData("a: *b\n", "Line 1")]
    [InlineData("x: [a\nsecret: y\n", "")]
    [InlineData("a: &b\n  c: d\ne: *b\n", "Line 3")]
    [InlineData("a: b\n---\nc: d\n", "one document")]
    [InlineData("just words\n", "mapping of keys")]
    public void What_is_no_configuration_is_refused_with_its_place(string text, string said)
    {
        var error = Assert.Throws<FormatException>(() => Yaml(text));
        Assert.Contains("config.yaml", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_Flink_skips_in_the_old_format_hides_nothing()
    {
        var file = Flat("a: b\ns3.secret-key:geheim\n  # c\nempty:\nrest.port: 1\n");
        Assert.Equal(["a", "rest.port"], file.Entries.Select(entry => entry.Key));
        Assert.Equal([2, 4], file.SkippedLines);
        var found = ConfigurationRules.Judge(file).Where(finding => finding.Kind == ConfigurationFindingKind.LineSkipped).ToArray();
        Assert.Equal([2, 4], found.Select(finding => finding.Line));
        Assert.DoesNotContain(found, finding => finding.ToString().Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public void An_alias_is_what_it_names() => Assert.Equal(["a=1;2", "b=1;2", "c=x", "d.e=x"], Yaml("a: &l [1, 2]\nb: *l\nc: &s x\nd:\n  e: *s\n").Entries.Select(entry => $"{entry.Key}={entry.Value}"));

    [Fact]
    public void An_alias_is_replaced_alone() => Assert.Equal("a: &l [1, 2]\nb: z\n", Yaml("a: &l [1, 2]\nb: *l\n").Set("b", "z").Text);

    // Flink 2.3: YamlEngineException, found duplicate key.
    [Theory]
    [InlineData("state:\n  backend: x\n", "state", "y", "from line 2")]
    [InlineData("{a: b, c: d}\n", "e", "f", "without harm")]
    [InlineData("{a: b, c: d}\n", "a", null, "without harm")]
    [InlineData("a: &x 1\nb: *x\n", "a", "2", "without harm")]
    [InlineData("a: b\n", "#c", "d", "read so")]
    [InlineData("a: b\n", "c: d", "e", "without harm")]
    public void What_Flink_would_not_read_so_is_not_made(string text, string key, string? value, string said)
    {
        var error = Assert.Throws<NotSupportedException>(() => value is null ? Yaml(text).Remove(key) : Yaml(text).Set(key, value));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k", "v # w")]
    [InlineData("k", "p#ss")]
    [InlineData("k", " v")]
    [InlineData("k", "")]
    [InlineData("#h", "v")]
    [InlineData("k: l", "v")]
    public void The_old_format_is_not_made_to_say_something_else(string key, string value) => Assert.Throws<NotSupportedException>(() => Flat("a: b\n").Set(key, value));

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3\n", "b: 2\na: 7\n")]
    [InlineData("n:\n  a: 1\nn:\n  c: 2\nn.a: 4\n", "n:\n  c: 2\nn.a: 7\n")]
    public void What_stands_there_twice_stands_there_once_when_it_is_set(string before, string after) => Assert.Equal(after, Yaml(before).Set(before[0] == 'a' ? "a" : "n.a", "7").Text);

    [Theory]
    [InlineData("a: 1\na: 2\n", "a")]
    [InlineData("n:\n  a: 1\nn:\n  c: 2\n", "n")]
    public void What_Flink_does_not_load_for_a_key_that_comes_again_is_an_error(string text, string key)
    {
        var finding = ConfigurationRules.Judge(Yaml(text)).Single(finding => finding.Kind == ConfigurationFindingKind.SetTwice);
        Assert.Equal(FlinkZk.Clusters.Health.HaSeverity.Error, finding.Severity);
        Assert.Contains($"'{key}'", finding.Evidence, StringComparison.Ordinal);
    }

    // Both took minutes, or did not end.
    [Fact(Timeout = 60_000)]
    public async Task Very_many_lines_of_one_key_and_very_deep_nesting_come_to_an_end() => await Task.Run(() =>
    {
        Assert.Equal("a: 7\n", Yaml(string.Concat(Enumerable.Repeat("a: 1\n", 50_000))).Set("a", "7").Text);
        Assert.Equal("", Flat(string.Concat(Enumerable.Repeat("a: 1\n", 50_000))).Remove("a").Text);
        Assert.Contains("nested", Assert.Throws<FormatException>(() => Yaml($"x: {string.Concat(Enumerable.Repeat("{a: ", 50_000))}")).Message, StringComparison.Ordinal);
        Assert.Equal(50_000, Yaml($"{{{string.Join(", ", Enumerable.Range(0, 50_000).Select(number => $"k{number}: v"))}}}").Entries.Count);
    }, TestContext.Current.CancellationToken);

    [Fact]
    public void A_file_is_written_whole_and_keeps_its_rights()
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-config-");
        try
        {
            var path = Path.Combine(folder.FullName, "config.yaml");
            File.WriteAllText(path, "a: b\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Update(path, file => file.Set("a", "c").Set("d", new string('x', 100)));
            Update(path, file => file.Remove("d"));
            Assert.Equal("a: c\n", File.ReadAllText(path));
            Assert.Single(folder.GetFiles());
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_link_stays_one()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["real.yaml"], "a: b\n");
        File.CreateSymbolicLink(folder["config.yaml"], folder["real.yaml"]);
        Update(folder["config.yaml"], file => file.Set("a", "c"));
        Assert.NotNull(new FileInfo(folder["config.yaml"]).LinkTarget);
        Assert.Null(new FileInfo(folder["real.yaml"]).LinkTarget);
        Assert.Equal("a: c\n", File.ReadAllText(folder["real.yaml"]));
    }

    [Fact]
    public async Task Two_who_change_a_file_lose_no_line_of_each_other()
    {
        using var folder = new Folder();
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, (number, _) =>
        {
            Update(folder["config.yaml"], file => file.Set($"k{number}", "v"));
            return ValueTask.CompletedTask;
        });
        Assert.Equal(40, ConfigurationFile.Read(folder["config.yaml"], new YamlReader()).Entries.Select(entry => entry.Key).Distinct().Count());
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_stay_or_are_refused()
    {
        using var folder = new Folder();
        foreach (var name in (string[])["config.yaml", "flink-conf.yaml"])
            File.WriteAllBytes(folder[name], [.. "# "u8, 0xE4, .. "\na: b\n"u8]);
        Assert.Contains("UTF-8", Assert.Throws<FormatException>(() => Update(folder["config.yaml"], file => file.Set("a", "c"))).Message, StringComparison.Ordinal);
        Update(folder["flink-conf.yaml"], file => file.Set("a", "c"));
        Assert.Equal([.. "# "u8, 0xE4, .. "\na: c\n"u8], File.ReadAllBytes(folder["flink-conf.yaml"]));
        Assert.Throws<NotSupportedException>(() => Update(folder["flink-conf.yaml"], file => file.Set("a", "\u20AC")));
        File.WriteAllBytes(folder["config.yaml"], [0xEF, 0xBB, 0xBF, .. "a: b\n"u8]);
        Update(folder["config.yaml"], file => file.Set("a", "c"));
        Assert.Equal([0xEF, 0xBB, 0xBF, .. "a: c\n"u8], File.ReadAllBytes(folder["config.yaml"]));
    }

    [Fact]
    public void A_change_that_was_broken_off_is_told_and_nothing_changed()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["config.yaml"], "a: b\n");
        File.WriteAllText(folder["config.yaml.flinkzk-former"], "a: a\n");
        Assert.Contains("config.yaml.flinkzk-former", Assert.Throws<IOException>(() => Update(folder["config.yaml"], file => file.Set("a", "c"))).Message, StringComparison.Ordinal);
        Assert.Equal(("a: b\n", "a: a\n"), (File.ReadAllText(folder["config.yaml"]), File.ReadAllText(folder["config.yaml.flinkzk-former"])));
        File.Delete(folder["config.yaml.flinkzk-former"]);
        Update(folder["config.yaml"], file => file.Set("a", "c"));
    }

    private static ConfigurationWay Update(string path, Func<ConfigurationFile, ConfigurationFile> change)
    {
        ConfigurationFile.Update(path, new YamlReader(), change, out var way);
        return way;
    }

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-config-");

        public string this[string name] => Path.Combine(_folder.FullName, name);

        public void Dispose() => _folder.Delete(recursive: true);
    }

    private static ConfigurationFile Yaml(string text) => ConfigurationFile.Of("/conf/config.yaml", text, new YamlReader());

    private static ConfigurationFile Flat(string text) => ConfigurationFile.Of("/conf/flink-conf.yaml", text, new YamlReader());
}
