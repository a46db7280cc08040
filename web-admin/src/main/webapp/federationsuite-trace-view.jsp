<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%--
  The view of the page about traces. Its model is the request attribute "view", made by TraceView: maps, lists and texts, none of them escaped yet.
--%>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<c:if test="${empty view}">
  <%-- Asked for directly, without its controller. --%>
  <c:redirect url="federationsuite-trace.jsp"/>
</c:if>
<!DOCTYPE html>
<html>
<head>
  <title><fmt:message key="trace.title"/></title>
  <meta name="pageID" content="federationsuite-trace"/>
  <link rel="stylesheet" type="text/css" href="style/federationsuite.css"/>
</head>
<body>

<%@ include file="federationsuite-notices.jspf" %>

<c:choose>
<c:when test="${not view.running}">
  <%@ include file="federationsuite-not-running.jspf" %>
</c:when>
<c:otherwise>

  <p><fmt:message key="trace.intro"/></p>

  <h2 class="jive-contentBoxHeader"><fmt:message key="trace.start.title"/></h2>
  <div class="jive-contentBox">
    <form action="federationsuite-trace.jsp" method="post" class="federationsuite-fields" id="start">
      <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
      <input type="hidden" name="action" value="start"/>
      <p>
        <label for="subject"><fmt:message key="trace.subject"/></label>
        <input type="text" id="subject" name="subject" size="50" maxlength="1000" required="required" value="<c:out value="${view.subject}"/>"/>
      </p>
      <p>
        <label for="minutes"><fmt:message key="trace.minutes"/></label>
        <input type="number" id="minutes" name="minutes" min="1" max="<c:out value="${view.most}"/>" value="10" required="required"/>
      </p>
      <p class="federationsuite-choice">
        <input type="checkbox" id="bodies" name="bodies" value="true"/>
        <label for="bodies"><fmt:message key="trace.bodies"/></label>
      </p>
      <button type="submit"><fmt:message key="trace.start"/></button>
    </form>
  </div>

  <h2 class="jive-contentBoxHeader"><fmt:message key="trace.list.title"/></h2>
  <div class="jive-contentBox">
    <c:choose>
    <c:when test="${empty view.traces}">
      <p><fmt:message key="trace.list.none"/></p>
    </c:when>
    <c:otherwise>
      <table class="federationsuite" id="traces">
        <thead>
        <tr>
          <th scope="col"><fmt:message key="trace.of"/></th>
          <th scope="col"><fmt:message key="trace.by"/></th>
          <th scope="col"><fmt:message key="trace.count"/></th>
          <th scope="col"><fmt:message key="trace.state"/></th>
          <td></td>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${view.traces}" var="trace">
          <tr>
            <th scope="row"><a href="<c:out value="${trace.link}"/>"><c:out value="${trace.subject}"/></a>
              <c:if test="${trace.bodies}"><p class="federationsuite-failed"><fmt:message key="trace.with-bodies"/></p></c:if></th>
            <td><c:out value="${trace.by}"/></td>
            <td><c:out value="${trace.count}"/></td>
            <td class="federationsuite-time">
              <c:choose>
                <c:when test="${trace.runs}"><fmt:message key="trace.until"/> <c:out value="${trace.end}"/></c:when>
                <c:otherwise><fmt:message key="trace.ended"/> <c:out value="${trace.forgotten}"/></c:otherwise>
              </c:choose>
            </td>
            <td>
              <form action="federationsuite-trace.jsp" method="post">
                <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
                <input type="hidden" name="action" value="stop"/>
                <input type="hidden" name="id" value="<c:out value="${trace.id}"/>"/>
                <button type="submit" title="<fmt:message key="trace.stop.hint"/>"><fmt:message key="trace.stop"/></button>
              </form>
            </td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
    </c:otherwise>
    </c:choose>
  </div>

  <c:if test="${view.shown}">
    <h2 class="jive-contentBoxHeader"><fmt:message key="trace.lines.title"/> <c:out value="${view.one.subject}"/></h2>
    <div class="jive-contentBox">
      <p><fmt:message key="trace.lines.intro"/> <a href="<c:out value="${view.one.link}"/>"><fmt:message key="trace.reload"/></a></p>
      <c:if test="${view.dropped gt 0}"><p><fmt:message key="trace.dropped"><fmt:param value="${view.dropped}"/></fmt:message></p></c:if>
      <c:choose>
      <c:when test="${empty view.lines}">
        <p><fmt:message key="trace.lines.none"/></p>
      </c:when>
      <c:otherwise>
        <table class="federationsuite" id="lines">
          <thead>
          <tr>
            <th scope="col"><fmt:message key="trace.at"/></th>
            <th scope="col"><fmt:message key="trace.direction"/></th>
            <th scope="col"><fmt:message key="trace.stanza"/></th>
          </tr>
          </thead>
          <tbody>
          <c:forEach items="${view.lines}" var="line">
            <tr>
              <td class="federationsuite-time"><c:out value="${line.at}"/></td>
              <td><fmt:message key="trace.direction.${line.direction}"/><p><c:out value="${line.size}"/> <fmt:message key="trace.characters"/></p></td>
              <td class="federationsuite-name"><code><c:out value="${line.text}"/></code></td>
            </tr>
          </c:forEach>
          </tbody>
        </table>
      </c:otherwise>
      </c:choose>
    </div>
  </c:if>

</c:otherwise>
</c:choose>

</body>
</html>
