// expect: 9 and 10 | As text
string Decide(uint mine, uint theirs, bool linked)
{
    if (mine == theirs) return "self";
    if (string.CompareOrdinal(mine.ToString(), theirs.ToString()) > 0) return "wait";
    return linked ? "twice" : "welcome";
}
