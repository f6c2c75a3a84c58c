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
    [InlineData("a: b\n---\nc: d\n", "one document")]
    [InlineData("just words\n", "mapping of keys")]
    public void What_is_no_configuration_is_refused_with_its_place(string text, string said)
    {
        var error = Assert.Throws<FormatException>(() => Yaml(text));
        Assert.Contains("config.yaml", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_line_of_the_old_format_is_refused_with_its_place() => Assert.Contains("Line 2: 'b'", Assert.Throws<FormatException>(() => Flat("a: b\nb\n")).Message, StringComparison.Ordinal);

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
            ConfigurationFile.Read(folder.FullName, new YamlReader()).Set("a", "c").Write();
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

    private static ConfigurationFile Yaml(string text) => ConfigurationFile.Of("/conf/config.yaml", text, new YamlReader());

    private static ConfigurationFile Flat(string text) => ConfigurationFile.Of("/conf/flink-conf.yaml", text, new YamlReader());
}
