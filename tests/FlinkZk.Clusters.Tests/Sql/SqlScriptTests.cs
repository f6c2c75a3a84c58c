using FlinkZk.Clusters.Sql;

namespace FlinkZk.Clusters.Tests.Sql;

/// <summary>A script is divided where Flink's SQL client divides it.</summary>
public sealed class SqlScriptTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT 1")]
    [InlineData("SELECT 1;", "SELECT 1")]
    [InlineData("SELECT 1; SELECT 2", "SELECT 1|SELECT 2")]
    [InlineData(" ; ;\n;", "")]
    [InlineData("", "")]
    [InlineData("-- nothing; at all", "")]
    [InlineData("/* a; b */ SELECT 1 /* ; */; // c;\nSELECT 2", "SELECT 1 /* ; */|SELECT 2")]
    [InlineData("SELECT 'a;''b;' -- ; c\n, 2;", "SELECT 'a;''b;' -- ; c\n, 2")]
    [InlineData("SELECT `a;b`, \"c;d\" FROM t; SHOW TABLES;", "SELECT `a;b`, \"c;d\" FROM t|SHOW TABLES")]
    [InlineData("SELECT /*+ OPTIONS('a'=';') */ 1; SELECT 2", "SELECT /*+ OPTIONS('a'=';') */ 1|SELECT 2")]
    [InlineData("SELECT 1 - -1, 4 / 2; SELECT 2", "SELECT 1 - -1, 4 / 2|SELECT 2")]
    [InlineData("SELECT 'not ended; SELECT 2", "SELECT 'not ended; SELECT 2")]
    [InlineData("EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END; SELECT 3;", "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END|SELECT 3")]
    [InlineData("explain statement set begin INSERT INTO a SELECT CASE WHEN x THEN 1 END; end; SELECT 3;", "explain statement set begin INSERT INTO a SELECT CASE WHEN x THEN 1 END; end|SELECT 3")]
    [InlineData("COMPILE PLAN '/p' FOR STATEMENT SET BEGIN INSERT INTO a SELECT 1; END; SELECT 3;", "COMPILE PLAN '/p' FOR STATEMENT SET BEGIN INSERT INTO a SELECT 1; END|SELECT 3")]
    [InlineData("BEGIN STATEMENT SET; INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END; SELECT 3", "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END|SELECT 3")]
    [InlineData("Begin /* of */ statement\nset;\nINSERT INTO a SELECT 1;\nEND;", "EXECUTE STATEMENT SET BEGIN\n\nINSERT INTO a SELECT 1;\nEND")]
    [InlineData("SELECT 1; QUIT; SELECT 2", "SELECT 1")]
    [InlineData("SELECT 1; exit", "SELECT 1")]
    [InlineData("SELECT quit FROM t", "SELECT quit FROM t")]
    public void A_script_is_its_statements(string script, string statements) => Assert.Equal(statements, string.Join('|', SqlScript.Split(script).Select(statement => statement.Text.TrimStart())));

    [Fact]
    public void Flink_counts_lines_and_columns_from_where_the_script_begins()
    {
        var statements = SqlScript.Split("-- first\nSELECT 'a\nb';\n\n  SELECT\n    2; SHOW TABLES;");
        Assert.Equal(["\nSELECT 'a\nb'", "\n\n\n\n  SELECT\n    2", "\n\n\n\n\n       SHOW TABLES"], statements.Select(statement => statement.Text));
        Assert.Equal([2, 5, 6], statements.Select(statement => statement.Line));
        Assert.Equal(["SELECT", "SELECT", "SHOW TABLES"], statements.Select(statement => statement.Title));
    }

    [Fact]
    public void A_title_holds_no_values() => Assert.Equal("SET", SqlScript.Split("SET 'password' = 'secret'").Single().Title);

    [Fact]
    public void What_is_not_ended_yet_waits_for_more()
    {
        Assert.Equal("SELECT 1", SqlScript.Split("SELECT 1;\nSELECT", out var rest).Single().Text);
        Assert.Equal("\nSELECT", rest!.Text);
        Assert.Empty(SqlScript.Split("BEGIN STATEMENT SET;\nINSERT INTO a SELECT 1;", out rest));
        Assert.NotNull(rest);
        Assert.Empty(SqlScript.Split("-- only this", out rest));
        Assert.Null(rest);
    }
}
