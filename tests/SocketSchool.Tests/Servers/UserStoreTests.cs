namespace SocketSchool.Tests;

public sealed class UserStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File_ => _folder["users.json"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ada", "analytical engine")]
    [InlineData("grace", "nanosecond")]
    [InlineData("zoë", "naïve café")]
    public void The_practice_users_log_in_with_the_documented_passwords(string name, string password)
    {
        var users = UserStore.Load();
        var user = users.Verify(name, password);
        Assert.NotNull(user);
        Assert.Equal(name, user.Name);
        Assert.Equal(UserStore.DefaultIterations, user.Iterations);
        Assert.Null(users.Verify(name, password + "!"));
    }

    [Fact]
    public void An_added_user_is_known_to_the_next_store_that_reads_the_file()
    {
        UserStore.Create(File_).Add("alan", "enigma", "Hello, Alan.", iterations: 10);
        var user = UserStore.Load(File_).Verify("alan", "enigma");
        Assert.Equal("Hello, Alan.", user?.Greeting);
        Assert.Equal(["users.json"], _folder.Files);
    }

    [Fact]
    public void Neither_the_password_nor_the_same_hash_twice_is_in_the_file()
    {
        var users = UserStore.Create(File_);
        users.Add("alan", "enigma", iterations: 10);
        users.Add("joan", "enigma", iterations: 10);
        Assert.DoesNotContain("enigma", File.ReadAllText(File_), StringComparison.Ordinal);
        Assert.NotEqual(users.Users[0].Hash, users.Users[1].Hash);
        Assert.NotEqual(users.Users[0].Salt, users.Users[1].Salt);
    }

    [Fact]
    public void Adding_a_name_again_changes_its_password()
    {
        var users = UserStore.Create(File_);
        users.Add("alan", "enigma", iterations: 10);
        users.Add("alan", "bombe", iterations: 10);
        Assert.Null(users.Verify("alan", "enigma"));
        Assert.NotNull(users.Verify("alan", "bombe"));
        Assert.Single(UserStore.Load(File_).Users);
    }

    [Fact]
    public void Users_added_from_many_threads_are_all_there()
    {
        var users = UserStore.Create(File_);
        Parallel.For(0, 20, number => users.Add($"user{number}", "secret", iterations: 10));
        Assert.Equal(20, UserStore.Load(File_).Users.Count);
        Assert.Equal(["users.json"], _folder.Files);
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_changes_nothing_and_leaves_nothing_behind()
    {
        var users = UserStore.Create(File_);
        File.Delete(File_);
        Directory.CreateDirectory(Path.Combine(File_, "in the way"));
        Assert.ThrowsAny<Exception>(() => users.Add("alan", "enigma", iterations: 10));
        Assert.Empty(users.Users);
        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData("{ \"users\": [", "line 1 is not the JSON that was expected")]
    [InlineData("", "line 1 is not the JSON that was expected")]
    [InlineData("null", "it has no list \"users\"")]
    [InlineData("{}", "it has no list \"users\"")]
    [InlineData("[]", "line 1 is not the JSON that was expected")]
    [InlineData("{\"users\":[null]}", "user 1 has no \"name\"")]
    [InlineData("{\"users\":[{\"name\":\"ada\"}]}", "\"iterations\" of user \"ada\" is 0, not 1 to 10,000,000")]
    [InlineData("{\"users\":[{\"name\":\"ada\",\"iterations\":9}]}", "\"salt\" of user \"ada\" is not 8 or more bytes in base64")]
    [InlineData("{\"users\":[{\"name\":\"ada\",\"iterations\":9,\"salt\":\"AAAAAAAAAAA=\",\"hash\":\"AAAA\"}]}", "\"hash\" of user \"ada\" is not 32 bytes in base64")]
    [InlineData("{\"users\":[{\"name\":\"ada\",\"iterations\":9,\"salt\":\"%%\"}]}", "(at $.users[0].salt)")]
    public void A_broken_file_says_what_is_wrong_and_where(string content, string expected)
    {
        File.WriteAllText(File_, content);
        var e = Assert.Throws<InvalidDataException>(() => UserStore.Load(File_));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains(File_, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void A_missing_file_says_how_to_make_one()
    {
        var e = Assert.Throws<FileNotFoundException>(() => UserStore.Load(File_));
        Assert.Contains("UserStore.Create", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "secret")]
    [InlineData("alan", "")]
    [InlineData("al\nan", "secret")]
    [InlineData("alan", "sec\rret")]
    public void A_name_or_password_that_cannot_be_sent_as_a_line_is_refused(string name, string password) =>
        Assert.Throws<ArgumentException>(() => UserStore.Create(File_).Add(name, password, iterations: 10));
}
